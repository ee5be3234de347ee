package annualreport

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

var day = workday.MustDate

func TestAYearIsCountedCaseByCase(t *testing.T) {
	for _, c := range []struct {
		name string
		x    Case
		want map[string]int64 // "row column" in Table B
	}{
		{"本年收到本年答复", Case{Received: day("2026-03-01"), Applicant: "natural", AnsweredOn: day("2026-03-20"), Reply: "3.1"}, map[string]int64{"1 0": 1, "3.1 0": 1}},
		{"上年结转本年答复", Case{Received: day("2025-12-20"), Applicant: "legal", AnsweredOn: day("2026-01-05"), Reply: "3.3.8"}, map[string]int64{"2 4": 1, "3.3.8 4": 1}},
		{"结转下年", Case{Received: day("2026-12-31"), Applicant: "business", AnsweredOn: day("2027-01-04"), Reply: "3.1"}, map[string]int64{"1 1": 1, "4 1": 1}},
		{"跨两年未答复", Case{Received: day("2024-12-31"), Applicant: "other"}, map[string]int64{"2 5": 1, "4 5": 1}},
		{"上年已答复", Case{Received: day("2025-03-01"), Applicant: "natural", AnsweredOn: day("2025-12-31"), Reply: "3.1"}, nil},
		{"下年收到", Case{Received: day("2027-01-01"), Applicant: "natural"}, nil},
		{"未填答复类型", Case{Received: day("2026-03-01"), Applicant: "natural", AnsweredOn: day("2026-03-20")}, map[string]int64{"1 0": 1, "3.6.3 0": 1}},
		{"未填申请人类别", Case{Received: day("2026-03-01")}, map[string]int64{"1 5": 1, "4 5": 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, _ := Compute(Input{Year: 2026, Cases: []Case{c.x}})
			for row := range Rows {
				for column := range ColTotal {
					if got, want := r.B[row][column], c.want[fmt.Sprintf("%s %d", Rows[row].Code, column)]; got != want && row != RowTotal {
						t.Errorf("%s = %d, want %d", Cell{'B', row, column}.Code(), got, want)
					}
				}
			}
		})
	}
}

func TestWhatTheLedgerDoesNotSayIsNamed(t *testing.T) {
	_, gaps := Compute(Input{Year: 2026, Cases: []Case{
		{Duty: "9", Subject: "一", AnsweredOn: day("2026-03-20"), Reply: "3.1"},
		{Duty: "9", Subject: "二", Received: day("2026-03-01"), AnsweredOn: day("2026-03-20"), Reply: "3.9"},
	}})
	var got []string
	for _, g := range gaps {
		got = append(got, g.Subject+" "+g.Code)
	}
	if want := "[一 no_receipt 二 no_reply 二 no_applicant]"; fmt.Sprint(got) != want {
		t.Errorf("gaps %v, want %s", got, want)
	}
}

func TestMatters(t *testing.T) {
	r, _ := Compute(Input{Year: 2026, Opened: map[string][]workday.Date{"permit": {day("2026-01-01"), day("2025-12-31")}}, Matters: []Matter{
		{Kind: Normative, On: day("2020-01-01")},
		{Kind: Normative, On: day("2026-05-01")},
		{Kind: Normative, On: day("2019-01-01"), EndedOn: day("2026-06-01")},
		{Kind: Permit, On: day("2026-02-01"), Count: 40},
		{Kind: Fee, On: day("2026-02-01"), Amount: 12_345_600},
		{Kind: Review, On: day("2026-02-01"), EndedOn: day("2026-04-01"), Outcome: "corrected"},
		{Kind: Suit, On: day("2025-02-01"), EndedOn: day("2027-04-01"), Outcome: "upheld"},
		{Kind: SuitAfterReview, On: day("2025-02-01"), EndedOn: day("2025-12-31"), Outcome: "upheld"},
	}})
	if want := [10]int64{0, 0, 0, 1, 1, 2, 41, 0, 0, 1235}; r.A != want {
		t.Errorf("Table A %v, want %v", r.A, want)
	}
	if want := [3][5]int64{{0, 1, 0, 0, 1}, {0, 0, 0, 1, 1}, {}}; r.C != want {
		t.Errorf("Table C %v, want %v", r.C, want)
	}
}

func TestComputedReportsAddUpYearAfterYear(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := day("2024-01-01")
		var cases []Case
		for n := range rapid.IntRange(0, 40).Draw(t, "cases") {
			x := Case{Duty: "9", Subject: fmt.Sprint(n), Received: first + workday.Date(rapid.IntRange(0, 1200).Draw(t, "received")),
				Applicant: rapid.SampledFrom(append([]string{"", "nobody"}, Applicants...)).Draw(t, "applicant")}
			if rapid.Bool().Draw(t, "answered") {
				x.AnsweredOn = x.Received + workday.Date(rapid.IntRange(0, 500).Draw(t, "after"))
				x.Reply = rapid.SampledFrom([]string{"", "3.1", "3.5.5", "3.6.3", "4", "9"}).Draw(t, "reply")
			}
			cases = append(cases, x)
		}
		var last *Report
		for year := 2024; year <= 2028; year++ {
			r, _ := Compute(Input{Year: year, Cases: cases})
			if f := Check(&r, last); !f.OK() {
				t.Fatalf("%d: %+v", year, f.Breaches)
			}
			last = &r
		}
	})
}

func TestOneApplicationIsReadFromItsFacts(t *testing.T) {
	duty := disclosure.Duty{Code: "9", Application: true, Trigger: disclosure.OnEvent, Term: disclosure.Term{N: 20, Unit: disclosure.Workdays}}
	at := func(id string, kind disclosure.EventKind, on string, attrs map[string]string) disclosure.Event {
		return disclosure.Event{ID: id, Duty: "9", Subject: "一", Kind: kind, OccurredAt: day(on).Start(), Precision: disclosure.ToDay,
			RecordedAt: day(on).Start(), Attrs: attrs}
	}
	facts := []disclosure.Event{
		at("a", disclosure.Received, "2026-03-02", map[string]string{"applicant": "research"}),
		at("b", disclosure.Answered, "2026-03-20", map[string]string{"reply": "3.2"}),
	}
	asOf := day("2026-12-31").End()
	got := CasesOf([]disclosure.Duty{duty}, workday.Official(), facts, asOf)
	want := Case{Duty: "9", Subject: "一", Received: day("2026-03-02"), Applicant: "research", AnsweredOn: day("2026-03-20"), Reply: "3.2"}
	if len(got) != 1 || got[0] != want {
		t.Errorf("cases %+v, want %+v", got, want)
	}
	void := at("c", disclosure.Voided, "2026-04-01", nil)
	void.Ref = "a"
	if got := CasesOf([]disclosure.Duty{duty}, workday.Official(), append(facts, void), asOf); len(got) != 0 {
		t.Errorf("a case that was opened by mistake counts: %+v", got)
	}
}
