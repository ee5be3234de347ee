package store_test

import (
	"testing"

	"daylight/internal/annualreport"
	"daylight/internal/workday"
)

func TestMattersAreReplacedNeverChanged(t *testing.T) {
	s := openStore(t)
	day := workday.MustDate
	review := annualreport.Matter{ID: "m1", Kind: annualreport.Review, On: day("2026-03-02"), Count: 1, Number: "安府复〔2026〕3号", Actor: "secretary"}
	fee := annualreport.Matter{ID: "m2", Kind: annualreport.Fee, On: day("2026-02-01"), Amount: 12_000_00, Actor: "secretary"}
	for _, m := range []annualreport.Matter{review, fee} {
		if err := s.RecordMatter(t.Context(), "b", m); err != nil {
			t.Fatal(err)
		}
	}
	before, err := s.Moment(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	review.EndedOn, review.Outcome = day("2026-05-04"), "corrected"
	fee.Removed = true
	for _, m := range []annualreport.Matter{review, fee} {
		if err := s.RecordMatter(t.Context(), "b", m); err != nil {
			t.Fatal(err)
		}
	}
	then, err := s.MattersKnown(t.Context(), "b", before)
	if err != nil {
		t.Fatal(err)
	}
	if len(then) != 2 || then[1].EndedOn != 0 || then[0].Amount != 12_000_00 {
		t.Errorf("截至更正之前：%+v", then)
	}
	after, err := s.Moment(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	now, err := s.MattersKnown(t.Context(), "b", after)
	if err != nil {
		t.Fatal(err)
	}
	if len(now) != 1 || now[0].ID != "m1" || now[0].Outcome != "corrected" || now[0].EndedOn != day("2026-05-04") || now[0].Number != review.Number {
		t.Errorf("更正之后：%+v", now)
	}
}
