package dashboards

import (
	"testing"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

func TestWhatIsMissingFromEarlierPeriodsIsNamed(t *testing.T) {
	from := workday.MustDate("2026-10-01")
	before := []disclosure.Tally{
		tally("b", "2026-05-01", disclosure.Missing, 2), tally("d", "2025-09-01", disclosure.Missing, 1), tally("b", "2026-04-01", disclosure.Late, 4),
	}
	f := testFrame()
	if e := f.earlier("", before, from); e == nil || e.Count != 3 || e.Href != "/rows?||missing|2025-09-01|2026-09-30" {
		t.Errorf("of the body: %+v", e)
	}
	if e := f.earlier("b", before, from); e == nil || e.Count != 2 || e.Href != "/rows?b||missing|2026-05-01|2026-09-30" {
		t.Errorf("of an office: %+v", e)
	}
	if e := f.earlier("c", before, from); e != nil {
		t.Errorf("of an office that owes nothing: %+v", e)
	}
}
