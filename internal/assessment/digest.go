package assessment

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// Inputs are everything that a body's points rest on. README.md says how
// their digest is written.
type Inputs struct {
	Question Question
	Plans    []disclosure.PlanInfo // versions known at the as-of moment
	Scheme   *Scheme
	Calendar *workday.Calendar
	Facts    []disclosure.Event // known at the as-of moment, in any order
	Extras   []Extra            // faults and bonuses that count, in any order
}

// Digest is a SHA-256 over the inputs: who has the same has the same inputs,
// whatever the machine and its time zone.
func (in Inputs) Digest() string {
	h := sha256.New()
	line := func(values ...any) { writeLine(h, values) }
	q := in.Question
	line("daylight points", 1)
	line("question", q.Body, dayText(q.Period.From), dayText(q.Period.To), moment(q.AsOf))
	plans := slices.SortedFunc(slices.Values(in.Plans), func(a, b disclosure.PlanInfo) int { return cmp.Compare(a.Version, b.Version) })
	for _, p := range plans {
		line("plan", p.Version, p.SHA256, dayText(p.EffectiveFrom))
	}
	line("scheme", in.Scheme.Ref(), TextDigest(in.Scheme.Text))
	line("calendar", in.Calendar.Version(), noticesDigest(in.Calendar))
	facts := slices.SortedFunc(slices.Values(in.Facts), func(a, b disclosure.Event) int {
		return cmp.Or(a.RecordedAt.Compare(b.RecordedAt), cmp.Compare(a.ID, b.ID))
	})
	for _, e := range facts {
		line(append([]any{"fact"}, factValues(e)...)...)
	}
	extras := slices.SortedFunc(slices.Values(in.Extras), func(a, b Extra) int { return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.ID, b.ID)) })
	for _, x := range extras {
		line("extra", x.ID, x.Office, x.Rule, dayText(x.On), int64(x.Points), x.Words, x.Evidence, x.URL, x.Approver, dayText(x.ApprovedOn))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// TextDigest is the SHA-256 of a file's text.
func TextDigest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// writeLine writes the values as a JSON array and a line feed: no value can
// reach into its neighbour.
func writeLine(w io.Writer, values []any) {
	data, err := json.Marshal(values)
	if err != nil {
		panic(fmt.Sprintf("assessment: %v", err)) // texts, numbers and lists of texts
	}
	_, _ = w.Write(append(data, '\n')) // a hash takes everything
}

func factValues(e disclosure.Event) []any {
	attrs := []string{}
	for _, k := range slices.Sorted(maps.Keys(e.Attrs)) {
		attrs = append(attrs, k, e.Attrs[k])
	}
	return []any{
		moment(e.RecordedAt), e.ID, e.Body, e.Duty, e.Subject, int(e.Kind), e.Office, e.Channel, moment(e.OccurredAt), int(e.Precision),
		dayText(e.FormedOn), dayText(e.URLDate), moment(e.FirstSeen), e.Title, e.DocNumber, e.URL, e.Ref, append([]string{}, e.Fields...),
		e.Note, attrs, e.Actor, e.Source,
	}
}

func noticesDigest(c *workday.Calendar) string {
	h := sha256.New()
	for _, n := range c.Notices() {
		writeLine(h, []any{n.Layer, n.Year, n.Source, n.Number, dayText(n.AnnouncedOn), daysText(n.Off), daysText(n.Work)})
	}
	return hex.EncodeToString(h.Sum(nil))
}

func daysText(days []workday.Day) []string {
	list := []string{}
	for _, d := range days {
		list = append(list, dayText(d.Date), d.Name)
	}
	return list
}

// moment is a time in UTC to the millisecond; "" for none.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04:05.000Z")
}

// dayText is a date; "" for none.
func dayText(d workday.Date) string {
	if d == 0 {
		return ""
	}
	return d.String()
}
