package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"daylight/internal/demo"
	"daylight/internal/engine"
	"daylight/internal/planfile"
	"daylight/internal/store"
	"daylight/internal/workday"
)

// A ledger written out and read into a fresh store gives the same scores, now
// and as of earlier moments, in either form.
func TestCLIALedgerWrittenOutIsReadBack(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	p, err := planfile.Shipped("anshun-mzj")
	if err != nil {
		t.Fatal(err)
	}
	d.want(0, "plan", "load", "anshun-mzj")
	fillLedger(t, d)
	dir := filepath.Dir(d.data)
	lines, table := filepath.Join(dir, "ledger.ndjson"), filepath.Join(dir, "ledger.csv")
	d.want(0, "export", "-o", lines)
	d.want(0, "export", "-o", table)
	d.refused(3, []string{"export", "-o", table}, "已存在")
	if out := d.want(0, "export", "--format", "csv"); out != string(mustRead(t, table)) {
		t.Error("the screen and the file differ")
	}
	all := strings.Count(string(mustRead(t, lines)), "\n")
	early := strings.Count(d.want(0, "export", "--as-of", "2026-01-31"), "\n")
	if all < 100 || early == 0 || early >= all {
		t.Fatalf("%d records, %d of them by the end of January", all, early)
	}
	moments := []string{"2025-12-31", "2026-03-15", "2026-06-30", "2026-10-31"}
	for _, file := range []string{lines, table} {
		fresh := newDesk(t)
		fresh.want(0, "plan", "load", "anshun-mzj")
		res := decode[[]imported](t, fresh.want(0, "import", file, "--history", "--format", "json"))[0]
		if res.Accepted != all || res.New != all || res.Events != all {
			t.Errorf("%s: %+v, want %d", file, res, all)
		}
		for _, asOf := range moments {
			args := []string{"score", "--as-of", asOf, "--format", "json"}
			if got, want := fresh.want(0, args...), d.want(0, args...); got != want {
				t.Errorf("%s as of %s: the scores of %s differ", filepath.Base(file), asOf, p.Code)
			}
		}
	}
}

func fillLedger(t *testing.T, d *desk) {
	t.Helper()
	e, err := engine.Start(t.Context(), engine.Options{DataDir: d.data})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	s, err := store.Open(t.Context(), store.Options{DSN: e.DSN(), LockDir: d.data})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	p, err := s.PlanInForce(t.Context(), "anshun-mzj", workday.DateOf(time.Now()), time.Now().Add(time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	events := demo.Generate(p, workday.Official(), demo.Options{From: workday.MustDate("2025-08-01"), To: workday.MustDate("2026-10-31"), Seed: 7})
	if _, err := s.Append(t.Context(), events); err != nil {
		t.Fatal(err)
	}
}

func mustRead(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestCLIPlanDiff(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	p, err := planfile.Shipped(papersCode)
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(p.Text, "term: 20 个工作日", "term: 15 个工作日", 1)
	if changed == p.Text {
		t.Fatalf("the plan has no term of 20 working days:\n%s", p.Text)
	}
	a, b := d.write("a.yaml", []byte(p.Text)), d.write("b.yaml", []byte(changed))
	diff := decode[planDiff](t, d.want(0, "plan", "diff", a, b, "--format", "json"))
	if len(diff.Changed) != 1 || len(diff.Added)+len(diff.Retired) != 0 || diff.Changed[0].Changes[0].Aspect != "term" ||
		!strings.Contains(diff.Changed[0].Changes[0].From, "20") || !strings.Contains(diff.Changed[0].Changes[0].To, "15") {
		t.Errorf("%+v", diff)
	}
	d.refused(0, []string{"plan", "diff", a, papersCode}, "一致")
	d.refused(4, []string{"plan", "diff", a, "nope.yaml"}, "nope.yaml")
	d.want(0, "plan", "load", a)
	d.want(0, "plan", "load", b)
	holds(t, d.want(0, "plan", "diff", "1", "2"), "事项变更", "时限", "20 个工作日", "15 个工作日")
	d.refused(4, []string{"plan", "diff", "1", "3"}, "第 3 版", "2 版")
}
