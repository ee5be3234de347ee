package web

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"daylight/internal/access"
	"daylight/internal/assessment"
	"daylight/internal/workday"
)

// fakePeople keeps what people record in memory: the last step of each.
type fakePeople struct {
	entries []assessment.Entry
	appeals []assessment.Appeal
}

func newFakePeople() *fakePeople {
	day := workday.MustDate("2026-10-09")
	return &fakePeople{
		entries: []assessment.Entry{{State: assessment.Asked, Extra: assessment.Extra{ID: "x1", Office: "bgs", Rule: "praise", On: day, Points: 100, Words: evil, URL: "https://example.invalid/a"}}},
		appeals: []assessment.Appeal{{ID: "a1", Office: "cwk", Key: "k", Title: evil, Reason: evil, State: assessment.Filed, FiledOn: day, Points: -50,
			Period: assessment.Period{From: workday.MustDate("2026-10-01"), To: workday.MustDate("2026-12-31")}}},
	}
}

func (f *fakePeople) EntriesKnown(context.Context, string, time.Time) ([]assessment.Entry, error) {
	return slices.Clone(f.entries), nil
}

func (f *fakePeople) RecordEntry(_ context.Context, _ string, e assessment.Entry) error {
	f.entries = append(slices.DeleteFunc(f.entries, func(old assessment.Entry) bool { return old.ID == e.ID }), e)
	return nil
}

func (f *fakePeople) AppealsKnown(context.Context, string, time.Time) ([]assessment.Appeal, error) {
	list := slices.Clone(f.appeals)
	slices.SortFunc(list, assessment.ByUrgency)
	return list, nil
}

func (f *fakePeople) RecordAppeal(_ context.Context, _ string, a assessment.Appeal) error {
	f.appeals = append(slices.DeleteFunc(f.appeals, func(old assessment.Appeal) bool { return old.ID == a.ID }), a)
	return nil
}

var appealLink = regexp.MustCompile(`href="(/appeals/new\?[^"]+)"`)

func TestAnOfficeObjectsToItsOwnReceipt(t *testing.T) {
	h := newHouse(t)
	head := h.signedIn(access.Head)
	page := head.get("/receipts/bgs?period=2026Q4")
	m := appealLink.FindStringSubmatch(page.text)
	if m == nil {
		t.Fatalf("no way to object on %d %s", page.StatusCode, page.text)
	}
	form := strings.ReplaceAll(m[1], "&amp;", "&")
	address, err := url.Parse(form)
	if err != nil {
		t.Fatal(err)
	}
	q := address.Query()
	key := q.Get("key")
	q.Del("key")
	post := "/appeals?" + q.Encode()
	if a := head.submit(form, post, url.Values{"key": {key}}); a.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(a.text, "请写明申诉理由") {
		t.Errorf("without reasons: %d", a.StatusCode)
	}
	if a := head.submit(form, post, url.Values{"key": {key}, "reason": {"登记有误"}}); a.StatusCode != http.StatusSeeOther {
		t.Fatalf("%d %s", a.StatusCode, a.text)
	}
	if a := head.get("/receipts/bgs?period=2026Q4"); !strings.Contains(a.text, "申诉待复核") {
		t.Error("the receipt does not show that it is objected to")
	}
	if a := head.submit(form, post, url.Values{"key": {key}, "reason": {"再来"}}); a.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(a.text, "正在复核") {
		t.Errorf("a second time: %d", a.StatusCode)
	}
	if a := head.get("/appeals"); strings.Contains(a.text, "规划财务科") || !strings.Contains(a.text, "登记有误") {
		t.Error("an office sees other appeals than its own")
	}
	filed := h.people.appeals[len(h.people.appeals)-1]
	if a := head.submit("/appeals", "/appeals/"+filed.ID, url.Values{"state": {"upheld"}}); a.StatusCode != http.StatusForbidden {
		t.Errorf("an office decides its own appeal: %d", a.StatusCode)
	}
	staff := h.signedIn(access.Secretariat)
	if a := staff.get("/annual?period=2026"); !strings.Contains(a.text, "尚有 2 件申诉待复核") {
		t.Error("the annual table does not say that objections are pending")
	}
	if a := staff.submit("/appeals", "/appeals/"+filed.ID, url.Values{"state": {"upheld"}, "decision": {"属实"}}); a.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(a.text, "请写明后续处理") {
		t.Errorf("upheld without consequence: %d", a.StatusCode)
	}
	if a := staff.submit("/appeals", "/appeals/"+filed.ID, url.Values{"state": {"upheld"}, "decision": {"属实"}, "follows": {"已作废 e1"}}); a.StatusCode != http.StatusSeeOther {
		t.Errorf("%d %s", a.StatusCode, a.text)
	}
	if a := head.get("/receipts/bgs?period=2026Q4"); !strings.Contains(a.text, "申诉已采纳") {
		t.Error("the receipt does not show the decision")
	}
	if a := head.submit("/appeals", "/appeals/a1/drop", nil); a.StatusCode != http.StatusNotFound {
		t.Errorf("takes back another office's appeal: %d", a.StatusCode)
	}
}

func TestABonusCountsOnceItIsApproved(t *testing.T) {
	h := newHouse(t)
	staff, lead := h.signedIn(access.Secretariat), h.signedIn(access.Leading)
	wrong := staff.submit("/extras", "/extras", url.Values{"rule": {"praise"}, "office": {"bgs"}, "on": {"2026-10-8"}, "points": {"9"}, "words": {"表扬"}})
	for _, words := range []string{"‘9’不是可以申请的加分", "加分须有佐证"} {
		if wrong.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(wrong.text, words) {
			t.Errorf("%d lacks %q", wrong.StatusCode, words)
		}
	}
	if a := staff.submit("/extras", "/extras/x1", url.Values{"state": {"approved"}}); a.StatusCode != http.StatusForbidden {
		t.Errorf("the secretariat approves what it asked for: %d", a.StatusCode)
	}
	if a := lead.get("/receipts/bgs?period=2026Q4"); strings.Contains(a.text, "表扬") {
		t.Error("counts before it is approved")
	}
	if a := lead.submit("/extras", "/extras/x1", url.Values{"state": {"refused"}}); a.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(a.text, "请写明理由") {
		t.Errorf("refused without reasons: %d", a.StatusCode)
	}
	if a := lead.submit("/extras", "/extras/x1", url.Values{"state": {"approved"}}); a.StatusCode != http.StatusSeeOther {
		t.Fatalf("%d %s", a.StatusCode, a.text)
	}
	if a := lead.get("/receipts/bgs?period=2026Q4"); !strings.Contains(a.text, "&#43;1.00") || !strings.Contains(a.text, "受到上级通报表扬") {
		t.Errorf("the receipt is not there: %s", a.text)
	}
	if a := staff.submit("/extras", "/extras/x1/revoke", url.Values{"note": {"误"}}); a.StatusCode != http.StatusForbidden {
		t.Errorf("the secretariat revokes what was approved: %d", a.StatusCode)
	}
	if a := lead.submit("/extras", "/extras/x1/revoke", url.Values{"note": {"复核撤销"}}); a.StatusCode != http.StatusSeeOther || h.people.entries[0].State != assessment.Revoked {
		t.Errorf("%d %+v", a.StatusCode, h.people.entries)
	}
}

func TestTheWayToTheOwnReceiptsKeepsTheQuestion(t *testing.T) {
	h := newHouse(t)
	for role, want := range map[access.Role]string{access.Head: "/receipts/bgs?period=2026Q3&as_of=2026-10-01", access.Secretariat: "/scores?period=2026Q3&as_of=2026-10-01"} {
		if a := h.signedIn(role).get("/receipts?period=2026Q3&as_of=2026-10-01"); a.Header.Get("Location") != want {
			t.Errorf("%s: %d %s", role, a.StatusCode, a.Header.Get("Location"))
		}
	}
}
