package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"daylight/internal/access"
	"daylight/internal/annualreport"
	"daylight/internal/workday"
)

// fakeMatters keeps the register of the yearly report in memory.
type fakeMatters struct{ list []annualreport.Matter }

func newFakeMatters() *fakeMatters {
	return &fakeMatters{list: []annualreport.Matter{{ID: "m1", Kind: annualreport.Review, On: workday.MustDate("2026-03-02"), Count: 1, Number: "复〔2026〕1号", Title: evil}}}
}

func (f *fakeMatters) MattersKnown(context.Context, string, time.Time) ([]annualreport.Matter, error) {
	return f.list, nil
}

func (f *fakeMatters) RecordMatter(_ context.Context, _ string, m annualreport.Matter) error {
	for n, old := range f.list {
		if old.ID == m.ID {
			f.list = append(f.list[:n], f.list[n+1:]...)
			break
		}
	}
	if !m.Removed {
		f.list = append(f.list, m)
	}
	return nil
}

func TestTheYearlyReportCountsWhatIsEntered(t *testing.T) {
	h := newHouse(t)
	b := h.signedIn(access.Secretariat)
	page := b.get("/report?year=2026")
	if page.StatusCode != http.StatusOK || !strings.Contains(page.text, "勾稽关系全部成立") || !strings.Contains(page.text, "复〔2026〕1号") {
		t.Fatalf("%d %s", page.StatusCode, page.text)
	}
	wrong := b.submit("/report?year=2026", "/report/matter?period=2026", url.Values{
		"kind": {"review"}, "number": {"复〔2026〕2号"}, "on": {"2026-13-01"}, "outcome": {"corrected"}})
	for _, words := range []string{"‘2026-13-01’ 不是有效日期", "已有结果，请填写审结之日", `value="复〔2026〕2号"`} {
		if wrong.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(strings.ReplaceAll(wrong.text, "’不是", "’ 不是"), words) {
			t.Errorf("%d lacks %q", wrong.StatusCode, words)
		}
	}
	right := b.submit("/report?year=2026", "/report/matter?period=2026", url.Values{
		"kind": {"review"}, "number": {"复〔2026〕2号"}, "on": {"2026-1-5"}, "ended_on": {"3月1日"}, "outcome": {"corrected"}})
	if right.StatusCode != http.StatusSeeOther {
		t.Fatalf("%d %s", right.StatusCode, right.text)
	}
	g, err := annualreport.Gather(t.Context(), h.reader, h.matters, "mzj", 2026, testNow)
	if err != nil {
		t.Fatal(err)
	}
	if want := [5]int64{0, 1, 0, 1, 2}; g.C[0] != want {
		t.Errorf("行政复议 %v, want %v", g.C[0], want)
	}
	gone := b.submit("/report?year=2026", "/report/matter?period=2026", url.Values{"id": {"m1"}, "remove": {"1"}})
	if gone.StatusCode != http.StatusSeeOther || len(h.matters.list) != 1 {
		t.Errorf("%d, %d entries are left", gone.StatusCode, len(h.matters.list))
	}
	if a := h.signedIn(access.Leading).submit("/report", "/report/matter", url.Values{"kind": {"review"}}); a.StatusCode != http.StatusForbidden {
		t.Errorf("the leading group enters: %d", a.StatusCode)
	}
	for _, path := range []string{"/report.xlsx?period=2026", "/report.docx?period=2026"} {
		if a := b.get(path); a.StatusCode != http.StatusOK || !strings.HasPrefix(a.text, "PK") {
			t.Errorf("%s: %d", path, a.StatusCode)
		}
	}
}
