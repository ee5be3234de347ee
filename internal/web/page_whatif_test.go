package web

import (
	"encoding/csv"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"daylight/internal/access"
	"daylight/internal/assessment"
	"daylight/internal/i18n"
	"daylight/internal/schemefile"
)

func TestATrialChangesScoresAndStoresNothing(t *testing.T) {
	h := newHouse(t)
	b := h.signedIn(access.Secretariat)
	before := b.get("/receipts/cwk?period=2026Q4").text
	trail := len(h.audited(access.AuditQuery{Account: string(access.Secretariat)}))
	trial := "/whatif?period=2026Q4&p.0=1"
	first := b.get(trial)
	if first.StatusCode != http.StatusOK || !strings.Contains(first.text, "−0.50") || !strings.Contains(first.text, "1 个科室（单位）") {
		t.Fatalf("%d %s", first.StatusCode, first.text)
	}
	for _, path := range []string{trial, "/whatif.xlsx?period=2026Q4&p.0=1", "/whatif.csv?period=2026Q4&p.0=1"} {
		if a := b.get(path); a.StatusCode != http.StatusOK {
			t.Errorf("%s: %d", path, a.StatusCode)
		}
	}
	if len(h.ledger.events) != 0 {
		t.Errorf("the ledger got %v", h.ledger.events)
	}
	if got := h.audited(access.AuditQuery{Account: string(access.Secretariat)}); len(got) != trail {
		t.Errorf("the audit trail got %v", got[trail:])
	}
	if after := b.get("/receipts/cwk?period=2026Q4").text; linesOf(after) != linesOf(before) {
		t.Error("the receipts are others after a trial")
	}
	if a := b.get("/whatif?period=2026Q4"); strings.Contains(a.text, "试算结果") || !strings.Contains(a.text, "还没有改动") {
		t.Error("a trial is remembered")
	}
	if a := b.post("/whatif", url.Values{"p.0": {"1"}}); a.StatusCode == http.StatusOK {
		t.Error("a trial can be posted")
	}
}

// linesOf is the table of receipts of a page.
func linesOf(page string) string {
	_, page, _ = strings.Cut(page, `<table class="data cards receipts">`)
	page, _, _ = strings.Cut(page, "</table>")
	return page
}

func TestImpossibleNumbersAreRefusedBesideTheirField(t *testing.T) {
	s := newBoardServer(t, boardPlan())
	for name, c := range map[string]struct{ query, field, words string }{
		"权重不足一百":  {"w.timeliness=39", `id="sorry-blocks"`, "合计 99.00，应为 100"},
		"没有权重":    {"w.timeliness=0&w.completeness=60", `id="f-w-timeliness-sorry"`, "没有权重"},
		"负数":      {"p.0=-1", `id="f-p-0-sorry"`, "‘-1’不是有效分值"},
		"三位小数":    {"p.0=0.125", `id="f-p-0-sorry"`, "最多两位小数"},
		"不是数":     {"c.channel=" + url.QueryEscape(evil), `id="f-c-channel-sorry"`, "不是有效分值"},
		"太大":      {"p.0=101", `id="f-p-0-sorry"`, "0 至 100"},
		"更久反而少扣":  {"p.0=1.5", `id="f-p-1-sorry"`, "比逾期更短的一档（1.50 分）还少"},
		"不公开反而少扣": {"p.2=3", `id="f-p-2-sorry"`, "不公开反而扣得少"},
		"空档":      {"u.0=20", `id="f-u-1-sorry"`, "这一档是空的"},
		"天数不是整数":  {"u.0=1.5", `id="f-u-0-sorry"`, "不是 1 至 9999 的整数"},
		"未公开少于封顶": {"c.missing=0.5", `id="f-c-missing-sorry"`, "请提高“未公开”"},
	} {
		status, page := s.get("staff", "zh-CN", "/whatif?period=2026Q3&"+c.query)
		_, after, found := strings.Cut(page, c.field)
		if status != http.StatusBadRequest || !found || !strings.Contains(after[:min(len(after), 600)], c.words) || strings.Contains(page, "试算结果") {
			t.Errorf("%s: status %d, field marked %v", name, status, found)
		}
		for key, values := range query(t, c.query) {
			if !strings.Contains(page, `name="`+key+`"`) || len(values[0]) < 10 && !strings.Contains(page, `value="`+values[0]+`"`) {
				t.Errorf("%s: what was typed for %s is lost", name, key)
			}
		}
		if status, _ := s.get("staff", "zh-CN", "/whatif.xlsx?period=2026Q3&"+c.query); status != http.StatusBadRequest {
			t.Errorf("%s: the export answers %d", name, status)
		}
	}
}

func query(t *testing.T, text string) url.Values {
	t.Helper()
	q, err := url.ParseQuery(text)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func TestATrialOnACopyLeavesTheSchemeAlone(t *testing.T) {
	base, err := schemefile.Default()
	if err != nil {
		t.Fatal(err)
	}
	same, _ := schemefile.Default()
	for _, lang := range i18n.Langs {
		tr := newTrial(lang, base)
		n := 0
		for _, g := range tr.Groups {
			for _, k := range g.Knobs {
				n++
				if strings.Contains(k.Label, "⟦") || strings.Contains(k.Label, "%!") || (k.points == nil) == (k.whole == nil) {
					t.Errorf("%s: %+v", k.Name, k)
				}
			}
		}
		tr.read(func(name string) string {
			return map[string]string{"w.timeliness": "４５", "w.mechanism": "10", "u.0": "7", "p.0": " 0.8 ", "c.field": "0．3", "x.forged": "20"}[name]
		})
		if tr.refused() || n < 5+11+4+4 {
			t.Fatalf("%d knobs, refused %v %v", n, tr.Sorry, tr.Groups[0].Sorry)
		}
		if s := tr.scheme; s.Blocks[0].Weight != 4500 || s.Lateness.Bands[0].UpTo != 7 || s.Lateness.Bands[1].Over != 7 || s.Lateness.Bands[0].Points != 80 || s.Completeness.Field != 30 {
			t.Errorf("the trial has %+v %+v", s.Blocks, s.Lateness.Bands[:2])
		}
		if got := len(tr.changes()) / 2; got != 6 {
			t.Errorf("%d changes", got)
		}
	}
	if !reflect.DeepEqual(base, same) {
		t.Error("the scheme in force was changed")
	}
}

func TestPointsAreReadExactly(t *testing.T) {
	for text, want := range map[string]assessment.Points{"0": 0, "0.5": 50, "12.34": 1234, "100": 10000, "１．５": 150, "7.": 700} {
		if got, ok := parsePoints(text); !ok || got != want {
			t.Errorf("%q: %d %v", text, got, ok)
		}
	}
	for _, text := range []string{"", ".5", "-1", "+1", "1e2", "0x1", "1.234", "1,5", "1 2", "1000.00", "１２３４"} {
		if got, ok := parsePoints(text); ok {
			t.Errorf("%q was read as %d", text, got)
		}
	}
}

func TestTheAnnexListsRulesOfficesAndReceipts(t *testing.T) {
	s := newBoardServer(t, boardPlan())
	address := "?period=2026Q3&p.0=1&w.timeliness=45&w.mechanism=10"
	_, page := s.get("staff", "zh-CN", "/whatif"+address)
	for _, want := range []string{"/whatif.xlsx?", "/whatif.csv?", "p.0=1", "w.timeliness=45"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %s", want)
		}
	}
	_, file := s.get("staff", "zh-CN", "/whatif.xlsx"+address)
	b := openBook(t, file)
	if got := b.GetSheetList(); !reflect.DeepEqual(got, []string{"改动的规定", "得分和名次", "变化的凭据"}) {
		t.Fatalf("sheets %v", got)
	}
	rules, err := b.GetRows("改动的规定")
	if err != nil || len(rules) != 4+3 || !strings.Contains(rules[2][0], "未经批准") {
		t.Errorf("rules %v %v", rules, err)
	}
	_, text := s.get("staff", "zh-CN", "/whatif.csv"+address)
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	for _, row := range rows[1:] {
		kinds[row[0]]++
		if strings.HasPrefix(row[5], "'") {
			t.Errorf("a difference became text: %v", row)
		}
	}
	receipts, err := b.GetRows("变化的凭据")
	if err != nil {
		t.Fatal(err)
	}
	if kinds["改动的规定"] != 3 || kinds["得分和名次"] != 3*4 || kinds["变化的凭据"] != len(receipts)-4 || len(receipts) < 10 {
		t.Errorf("%v, %d receipts", kinds, len(receipts)-4)
	}
	if status, _ := s.get("staff", "zh-CN", "/whatif.csv?period=2026Q3"); status != http.StatusBadRequest {
		t.Errorf("an annex of nothing: status %d", status)
	}
}
