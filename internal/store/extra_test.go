package store_test

import (
	"slices"
	"testing"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

func TestFaultsAndBonusesCountFromTheirApprovalOn(t *testing.T) {
	s := openStore(t)
	p := clockPlan()
	if _, err := s.LoadPlan(t.Context(), p, "test"); err != nil {
		t.Fatal(err)
	}
	day := workday.MustDate
	scheme := shippedScheme(t)
	bonus := assessment.Entry{State: assessment.Asked, Actor: "secretary", Extra: assessment.Extra{
		ID: "x1", Office: p.Offices[0].Code, Rule: scheme.Bonuses.Rules[0].Code, On: day("2026-05-01"), Points: 100, Words: "通报表扬", URL: "https://example.invalid/a"}}
	fault := assessment.Entry{State: assessment.Approved, Actor: "secretary", Extra: assessment.Extra{
		ID: "x2", Office: p.Offices[0].Code, Rule: scheme.Faults[0].Code, On: day("2026-06-01"), Words: "泄密", Approver: "组长", ApprovedOn: day("2026-06-02")}}
	step := func(e assessment.Entry) {
		t.Helper()
		if err := s.RecordEntry(t.Context(), p.Body.Code, e); err != nil {
			t.Fatal(err)
		}
	}
	ask := func() (assessment.OfficeScore, assessment.Question) {
		t.Helper()
		asOf, err := s.Moment(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		q := assessment.Question{Body: p.Body.Code, Period: assessment.Period{From: day("2026-01-01"), To: day("2026-12-31")}, AsOf: asOf}
		score := officeScore(t, s, q, scheme, bonus.Office)
		v, err := assessment.Verify(t.Context(), s, q)
		if err != nil || v.Difference != nil {
			t.Fatalf("verify: %+v %v", v.Difference, err)
		}
		return score, q
	}
	step(bonus)
	before, was := ask()
	bonus.State, bonus.Approver, bonus.ApprovedOn = assessment.Approved, "组长", day("2026-05-08")
	step(bonus)
	step(fault)
	after, _ := ask()
	if before.Bonus != 0 || after.Bonus != 100 || after.Faults != -scheme.Faults[0].Points {
		t.Errorf("批准前加分 %s；批准后加分 %s，重大扣分 %s", before.Bonus, after.Bonus, after.Faults)
	}
	if again := officeScore(t, s, was, scheme, bonus.Office); again.Total != before.Total || again.Bonus != 0 {
		t.Errorf("截至批准之前再问：%s，当时是 %s", again.Total, before.Total)
	}
	fault.State, fault.Note = assessment.Revoked, "复核撤销"
	step(fault)
	last, now := ask()
	if last.Faults != 0 {
		t.Errorf("撤销之后重大扣分 %s", last.Faults)
	}
	all, err := s.ScoreAll(t.Context(), nil, assessment.Question{Period: now.Period, AsOf: now.AsOf}, scheme)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(all[p.Body.Code].Offices, func(o assessment.OfficeScore) bool { return o.Office.Code == bonus.Office })
	if at < 0 || all[p.Body.Code].Offices[at].Bonus != 100 {
		t.Errorf("整库计分没有计入：%+v", all[p.Body.Code].Offices)
	}
}

// officeScore scores in SQL and in Go, which must agree, and returns one office.
func officeScore(t *testing.T, s interface {
	disclosure.Reader
	assessment.Scorer
}, q assessment.Question, scheme *assessment.Scheme, office string) assessment.OfficeScore {
	t.Helper()
	sql, err := s.Scores(t.Context(), q, scheme)
	if err != nil {
		t.Fatal(err)
	}
	got, err := assessment.AssessFrom(t.Context(), s, q, scheme)
	if err != nil {
		t.Fatal(err)
	}
	for n, o := range got.Offices {
		if o.Office.Code == office {
			if sql.Offices[n].Total != o.Total || sql.Offices[n].Bonus != o.Bonus {
				t.Errorf("SQL %s、Go %s", sql.Offices[n].Total, o.Total)
			}
			return o
		}
	}
	t.Fatalf("no office %s", office)
	return assessment.OfficeScore{}
}

func TestAppealsStandPendingFirst(t *testing.T) {
	s := openStore(t)
	day := workday.MustDate
	file := func(id string, state assessment.AppealState) {
		t.Helper()
		if err := s.RecordAppeal(t.Context(), "b", assessment.Appeal{ID: id, Office: "o", Key: "3/late", State: state, Reason: "理由", FiledOn: day("2026-10-09"),
			Period: assessment.Period{From: day("2026-07-01"), To: day("2026-09-30")}, Points: -100}); err != nil {
			t.Fatal(err)
		}
	}
	file("a", assessment.Filed)
	file("b", assessment.Filed)
	then, err := s.Moment(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	file("a", assessment.Upheld)
	now, err := s.Moment(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	list, err := s.AppealsKnown(t.Context(), "b", now)
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 2 || list[0].ID != "b" || list[1].State != assessment.Upheld || list[1].Points != -100 {
		t.Errorf("%+v", list)
	}
	q3 := assessment.Period{From: day("2026-07-01"), To: day("2026-12-31")}
	if got := assessment.Objections(list, q3)["o"]; got != 1 {
		t.Errorf("待复核 %d 件", got)
	}
	if list, err = s.AppealsKnown(t.Context(), "b", then); err != nil || assessment.Objections(list, q3)["o"] != 2 {
		t.Errorf("截至复核之前：%+v %v", list, err)
	}
}
