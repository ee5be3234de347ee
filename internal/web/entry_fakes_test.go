package web

import (
	"bytes"
	"context"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"daylight/internal/access"
	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// entryReader is a small reader that also knows what the ledger took, and what
// a work list is made of.
type entryReader struct {
	*smallReader
	ledger *fakeLedger
	before []disclosure.Event
}

func (r *entryReader) all() []disclosure.Event {
	r.ledger.mu.Lock()
	defer r.ledger.mu.Unlock()
	events := slices.Concat(r.before, r.ledger.events)
	for i := range events {
		if events[i].RecordedAt.IsZero() {
			events[i].RecordedAt = testNow
		}
	}
	return events
}

func (r *entryReader) Facts(_ context.Context, q disclosure.Question, kinds ...disclosure.EventKind) ([]disclosure.Event, error) {
	var found []disclosure.Event
	for _, e := range r.all() {
		if (len(kinds) == 0 || slices.Contains(kinds, e.Kind)) && (q.Office == "" || q.Office == e.Office) && q.Body == e.Body {
			found = append(found, e)
		}
	}
	slices.Reverse(found)
	if q.Limit > 0 {
		found = found[:min(q.Limit, len(found))]
	}
	return found, r.fail()
}

func (r *entryReader) Events(_ context.Context, q disclosure.Question) ([]disclosure.Event, error) {
	var found []disclosure.Event
	for _, e := range r.all() {
		if e.Duty == q.Duty && e.Subject == q.Subject {
			found = append(found, e)
		}
	}
	return found, r.fail()
}

// Instances adds one that is in doubt, one that nobody reviewed and one whose
// day 0 is unknown.
func (r *entryReader) Instances(ctx context.Context, q disclosure.Question) ([]disclosure.Instance, error) {
	found, err := r.smallReader.Instances(ctx, disclosure.Question{})
	doubt := found[2]
	doubt.Duty, doubt.Subject, doubt.Title, doubt.Event = "1", "doubt", "倒签"+evil, "p1"
	doubt.Flags = disclosure.FlagSuspectDate | disclosure.FlagUnreviewed
	unknown := found[0]
	unknown.Subject, unknown.Verdict, unknown.DueOn = "unknown", disclosure.Unverified, 0
	soon := found[0]
	soon.Subject, soon.Verdict, soon.DueOn = "soon", disclosure.Pending, workday.DateOf(testNow)+1
	soon.DueAt = soon.DueOn.End()
	return slices.DeleteFunc(append(found, doubt, unknown, soon), func(i disclosure.Instance) bool {
		return q.Office != "" && i.Office != q.Office || q.Duty != "" && i.Duty != q.Duty || len(q.Verdicts) > 0 && !slices.Contains(q.Verdicts, i.Verdict)
	}), err
}

// Instance has a page for whatever the ledger tells of.
func (r *entryReader) Instance(_ context.Context, q disclosure.Question) (disclosure.Instance, error) {
	duty, ok := r.plan.DutyByCode(q.Duty)
	told := slices.ContainsFunc(r.all(), func(e disclosure.Event) bool { return e.Duty == q.Duty && e.Subject == q.Subject })
	if !ok || !told || duty.External != q.External {
		return disclosure.Instance{}, disclosure.ErrNotFound
	}
	return disclosure.Instance{Body: q.Body, Duty: q.Duty, Subject: q.Subject, Office: duty.Lead, External: duty.External}, r.fail()
}

// fakeEvidence keeps files in memory.
type fakeEvidence struct {
	mu   sync.Mutex
	kept map[string]disclosure.Attachment
}

func (f *fakeEvidence) KeepAttachment(_ context.Context, a disclosure.Attachment) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.kept[a.Body+"/"+a.SHA256] = a
	return nil
}

func (f *fakeEvidence) Attachment(_ context.Context, body, digest string) (disclosure.Attachment, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	a, ok := f.kept[body+"/"+digest]
	if !ok {
		return a, disclosure.ErrNotFound
	}
	return a, nil
}

// fakeLayouts remembers layouts in memory.
type fakeLayouts map[string]string

func (f fakeLayouts) Layout(_ context.Context, body, header string) (string, error) {
	text, ok := f[body+"/"+header]
	if !ok {
		return "", disclosure.ErrNotFound
	}
	return text, nil
}

func (f fakeLayouts) RememberLayout(_ context.Context, body, header, content, _ string) error {
	f[body+"/"+header] = content
	return nil
}

// entryHouse is a house whose plan has a duty of every sort.
func entryHouse(t *testing.T) (*house, *fakeEvidence) {
	t.Helper()
	evidence := &fakeEvidence{kept: map[string]disclosure.Attachment{}}
	h := newHouse(t, func(c *Config) {
		small := c.Reader.(*smallReader)
		site := []disclosure.DutyChannel{{Code: "website"}}
		small.plan.Duties = append(small.plan.Duties,
			disclosure.Duty{Code: "2b", Name: "季度数据", Lead: "bgs", Trigger: disclosure.Periodic, Cadence: disclosure.Quarterly, NilReturn: true, Review: true,
				Channels: site, Fields: []string{"人次", "金额"}, Term: disclosure.Term{N: 20, Unit: disclosure.Workdays}},
			disclosure.Duty{Code: "2d", Name: "窗口公示", Lead: "cwk", External: true, Trigger: disclosure.Standing, Term: disclosure.Term{N: 1, Unit: disclosure.Workdays}},
			disclosure.Duty{Code: "9", Name: "依申请公开", Lead: "bgs", Application: true, Trigger: disclosure.OnEvent, Term: disclosure.Term{N: 20, Unit: disclosure.Workdays}})
		c.Reader = &entryReader{smallReader: small, ledger: c.Ledger.(*fakeLedger), before: entryBefore()}
		c.Evidence, c.Layouts = evidence, fakeLayouts{}
		c.Scratch = t.TempDir()
	})
	return h, evidence
}

// entryBefore is what the ledger holds before any test: a publication whose
// address is later than its stated time, and a nil return to sign.
func entryBefore() []disclosure.Event {
	day := testNow.AddDate(0, 0, -20)
	return []disclosure.Event{
		{ID: "p1", Body: "mzj", Duty: "1", Subject: "doubt", Kind: disclosure.Published, Office: "bgs", Channel: "website", Title: "倒签" + evil,
			OccurredAt: day, Precision: disclosure.ToMinute, RecordedAt: testNow.Add(-time.Hour), URLDate: workday.DateOf(day) + 7, URL: "ftp://example.gov.cn/a", Actor: evil, Source: "file:" + evil},
		{ID: "n1", Body: "mzj", Duty: "2b", Subject: "2026Q2", Kind: disclosure.NilReturn, Office: "bgs", OccurredAt: day, Precision: disclosure.ToDay,
			RecordedAt: testNow.Add(-time.Hour), Attrs: map[string]string{"unsigned": "1"}, Note: evil, Actor: "clerk", Source: "form"},
		{ID: "r1", Body: "mzj", Duty: "9", Subject: "9号", Kind: disclosure.CorrectionAsked, Office: "bgs", OccurredAt: day, Precision: disclosure.ToDay, RecordedAt: testNow.Add(-time.Hour)},
		{ID: "c1", Body: "mzj", Duty: "6a", Subject: "2026", Kind: disclosure.Published, Office: "cwk", OccurredAt: day, Precision: disclosure.ToDay, RecordedAt: testNow.Add(-time.Hour)},
		{ID: "u1", Body: "mzj", Duty: "1", Subject: "ruled", Kind: disclosure.Ruled, Office: "bgs", Ref: "x", Title: evil, Note: evil, Attrs: map[string]string{"decision": "later"},
			OccurredAt: day, Precision: disclosure.ToDay, RecordedAt: testNow.Add(-time.Hour), Actor: "secretariat"},
	}
}

// part is one part of a form with a file.
type part struct{ name, file, content string }

// sendFile posts a form that brings a file, with its token first.
func (b *browser) sendForm(page, path string, parts ...part) answered {
	b.t.Helper()
	m := csrfInput.FindStringSubmatch(b.get(page).text)
	if m == nil {
		b.t.Fatalf("%s has no form token", page)
	}
	return b.postParts(path, append([]part{{name: "csrf", content: m[1]}}, parts...)...)
}

func (b *browser) postParts(path string, parts ...part) answered {
	b.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for _, p := range parts {
		to, err := w.CreateFormField(p.name)
		if p.file != "" {
			to, err = w.CreateFormFile(p.name, p.file)
		}
		if err != nil {
			b.t.Fatal(err)
		}
		if _, err := to.Write([]byte(p.content)); err != nil {
			b.t.Fatal(err)
		}
	}
	w.Close()
	req := httptest.NewRequest(http.MethodPost, path, &body)
	req.Header.Set("Content-Type", w.FormDataContentType())
	return b.send(req)
}

const tableOfTwo = "公开事项,期次,标题,公开时间\n2b,2026Q1,一季度,2026-04-09\n2b,2026Q9,坏的一行,2026-13-01\n"

// uploaded brings a table in and returns the address of its preview.
func uploaded(b *browser, table string) string {
	b.t.Helper()
	a := b.sendForm("/enter/upload", "/enter/upload", part{"file", "表.csv", table})
	if a.StatusCode != http.StatusSeeOther {
		b.t.Fatalf("upload: %d %s\n%s", a.StatusCode, a.text, b.log)
	}
	return a.Header.Get("Location")
}

// renderEntry adds the pages of entry to those that every page test looks at.
func renderEntry(h *house, lang string, got map[string]answered) {
	e, _ := entryHouse(h.t)
	office, clerk, head := e.signedIn(access.Secretariat), e.signedIn(access.Clerk), e.signedIn(access.Head)
	office.lang, clerk.lang, head.lang = lang, lang, lang
	got["page_work"] = office.get("/work")
	got["entry_choose"] = clerk.get("/enter")
	got["entry_duty"] = office.get("/enter/published")
	got["entry_form"] = office.get("/enter/spot_checked?duty=2d")
	got["entry_sign"] = head.get("/enter/sign?ref=n1")
	got["entry_rulings"] = office.get("/rulings")
	got["entry_upload"] = clerk.get("/enter/upload")
	step := uploaded(office, tableOfTwo+"1,"+evil+","+evil+",2026-04-09\n")
	got["entry_preview"] = office.get(step)
	office.submit(step, step, chosenColumns("import", map[string]string{"公开事项": "duty", "期次": "subject", "标题": "title", "公开时间": "occurred_at"}))
	got["entry_done"] = office.get(step)
	for view, a := range got {
		if strings.HasPrefix(view, "entry_") && a.StatusCode != http.StatusOK {
			h.t.Errorf("%s answers %d\n%s", view, a.StatusCode, e.log)
		}
	}
}
