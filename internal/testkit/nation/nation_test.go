package nation

import (
	"reflect"
	"testing"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

func TestABodyIsAlwaysTheSame(t *testing.T) {
	n := Nation{Bodies: 40}
	if !reflect.DeepEqual(n.Ledger(3), n.Ledger(3)) {
		t.Error("body 3 was told twice and differs")
	}
	if reflect.DeepEqual(n.Ledger(3)[0], (Nation{Bodies: 40, Seed: 1}).Ledger(3)[0]) {
		t.Error("another seed tells the same")
	}
}

func TestBodiesStandInProvincesCitiesAndCounties(t *testing.T) {
	n := Full()
	for i, want := range map[int]string{0: "第01省", 1: "第01省/第01市", 2: "第01省/第01市/第01县", 22: "第01省/第02市", province: "第02省", FullBodies - 1: "第31省/第09市/第02县"} {
		if got := n.Plan(i).Body.Region; got != want {
			t.Errorf("机关%d在%s，应在%s", i, got, want)
		}
	}
	for i := range n.Bodies - 1 {
		if n.Code(i) >= n.Code(i+1) {
			t.Fatalf("%s 不在 %s 之前", n.Code(i), n.Code(i+1))
		}
	}
}

// TestTheLedgerOfABodyIsOneThatIntakeCouldHaveTaken holds what the measures rest
// on: ids unique within the body, known duties and offices, nothing known at the
// end or later, and facts for every verdict and flag that the clocks can give.
func TestTheLedgerOfABodyIsOneThatIntakeCouldHaveTaken(t *testing.T) {
	n := Nation{Bodies: 30}
	total, verdicts, flags := 0, map[disclosure.Verdict]int{}, disclosure.Flag(0)
	rates := map[int]bool{}
	for i := range n.Bodies {
		events, p := n.Ledger(i), n.Plan(i)
		total += len(events)
		ids := map[string]bool{}
		for _, e := range events {
			if _, ok := p.DutyByCode(e.Duty); !ok || e.Body != p.Body.Code || ids[e.ID] || !e.RecordedAt.Before(AsOf) || e.Subject == "" {
				t.Fatalf("%+v", e)
			}
			if _, ok := p.OfficeByCode(e.Office); !ok {
				t.Fatalf("no office %q: %+v", e.Office, e)
			}
			ids[e.ID] = true
		}
		judged, met := 0, 0
		for _, v := range disclosure.Judge([]*disclosure.Plan{p}, workday.OfficialAt(AsOf), events, AsOf) {
			verdicts[v.Verdict]++
			flags |= v.Flags
			if v.Verdict.Judged() {
				judged++
			}
			if v.Verdict.Met() {
				met++
			}
		}
		if judged < 1000 || met < judged/2 {
			t.Errorf("%s: %d of %d met", p.Body.Code, met, judged)
		}
		rates[met*1000/judged] = true
	}
	if mean := total / n.Bodies; mean < 5900 || mean > 7500 {
		t.Errorf("%d facts a body", mean)
	}
	if len(rates) < 20 {
		t.Errorf("only %d different rates of %d bodies", len(rates), n.Bodies)
	}
	for _, v := range disclosure.Verdicts {
		if verdicts[v] == 0 {
			t.Errorf("verdict %d never occurs", v)
		}
	}
	for _, f := range disclosure.Flags {
		if !flags.Has(f) {
			t.Errorf("flag %b never occurs", f)
		}
	}
	t.Logf("%d facts a body, %v", total/n.Bodies, verdicts)
}

func BenchmarkLedger(b *testing.B) {
	n := Full()
	facts := 0
	for i := 0; b.Loop(); i++ {
		facts += len(n.Ledger(i % n.Bodies))
	}
	b.ReportMetric(float64(facts)/b.Elapsed().Seconds(), "facts/s")
}
