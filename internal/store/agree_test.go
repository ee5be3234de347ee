package store_test

import (
	"cmp"
	"flag"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/store"
	"daylight/internal/testkit"
)

var agreeLedgers = flag.Int("agree", 10_000, "ledgers on which the two judges must agree")

// TestTheTwoJudgesAgree holds the SQL judge against the Go judge, field by field
// and in the same order, on ledgers drawn at random.
func TestTheTwoJudgesAgree(t *testing.T) {
	s := openStore(t)
	bodies := make([]testkit.Body, *agreeLedgers)
	codes := make([]string, len(bodies))
	for n := range bodies {
		bodies[n] = testkit.Draw(n)
		codes[n] = bodies[n].Code
	}
	loadBodies(t, s, bodies)
	instances, moments, differ := 0, testkit.Moments, newDifferences()
	for _, asOf := range moments {
		cal, err := s.Calendar(t.Context(), asOf)
		if err != nil {
			t.Fatal(err)
		}
		list, err := s.JudgeAll(t.Context(), codes, asOf)
		if err != nil {
			t.Fatal(err)
		}
		sql := map[string][]disclosure.Instance{}
		for _, i := range list {
			sql[i.Body] = append(sql[i.Body], i)
		}
		for n, b := range bodies {
			judged := disclosure.Judge(b.PlansAt(asOf), cal, b.Events, asOf)
			instances += len(judged)
			differ.compare(b, asOf, sql[b.Code], judged)
			if n%100 == 0 { // what the store reads for the Go judge is enough for it
				light, err := s.JudgeForTest(t.Context(), b.Code, asOf)
				if err != nil {
					t.Fatal(err)
				}
				differ.compare(b, asOf, sql[b.Code], light)
			}
		}
	}
	testkit.Tell(t, "agree: %d ledgers, %d instances, %d moments, %d differ", len(bodies), instances, len(moments), differ.count)
	if differ.count > 0 {
		t.Error(differ.report())
	}
}

// bothJudge holds the store's answer about one body, which Go gives, against that
// of SQL.
func bothJudge(t *testing.T, s *store.Store, body string, asOf time.Time) {
	t.Helper()
	sql, err := s.JudgeAll(t.Context(), []string{body}, asOf)
	if err != nil {
		t.Fatal(err)
	}
	judged, err := s.JudgeForTest(t.Context(), body, asOf)
	if err != nil {
		t.Fatal(err)
	}
	differ := newDifferences()
	differ.compare(testkit.Body{Code: body}, asOf, sql, judged)
	if differ.count > 0 {
		t.Errorf("%d of %d: %s", differ.count, len(judged), differ.report())
	}
}

// loadBodies writes plans and facts in a few large batches.
func loadBodies(t *testing.T, s *store.Store, bodies []testkit.Body) {
	t.Helper()
	for chunk := range slices.Chunk(bodies, 5000) {
		var plans [][]*disclosure.Plan
		var known [][]time.Time
		var events []disclosure.Event
		for _, b := range chunk {
			plans, known, events = append(plans, b.Plans), append(known, b.Known), append(events, b.Events...)
		}
		if err := s.LoadKnown(t.Context(), plans, known); err != nil {
			t.Fatal(err)
		}
		if err := s.InsertForTest(t.Context(), events); err != nil {
			t.Fatal(err)
		}
	}
}

// differences counts where the judges differ and keeps the smallest example of
// each kind.
type differences struct {
	count    int
	kinds    map[string]int
	smallest map[string]string
	size     map[string]int
}

func newDifferences() *differences {
	return &differences{kinds: map[string]int{}, smallest: map[string]string{}, size: map[string]int{}}
}

func (d *differences) compare(b testkit.Body, asOf time.Time, sql, judged []disclosure.Instance) {
	before := d.count
	theirs := map[string]disclosure.Instance{}
	for _, i := range sql {
		theirs[i.Key()] = i
	}
	for _, mine := range judged {
		other, ok := theirs[mine.Key()]
		if !ok {
			d.add("only Go has it", b, asOf, disclosure.Instance{}, mine)
			continue
		}
		delete(theirs, mine.Key())
		if fields := unequal(other, mine); len(fields) > 0 {
			d.add(strings.Join(fields, " "), b, asOf, other, mine)
		}
	}
	for _, other := range theirs {
		d.add("only SQL has it", b, asOf, other, disclosure.Instance{})
	}
	if d.count == before && !slices.EqualFunc(sql, judged, func(a, b disclosure.Instance) bool { return a.Key() == b.Key() }) {
		d.add("order", b, asOf, sql[0], judged[0])
	}
}

// unequal names the fields in which two instances differ.
func unequal(a, b disclosure.Instance) []string {
	var names []string
	x, y := reflect.ValueOf(a), reflect.ValueOf(b)
	for i := range x.NumField() {
		if !same(x.Field(i).Interface(), y.Field(i).Interface()) {
			names = append(names, x.Type().Field(i).Name)
		}
	}
	return names
}

func same(a, b any) bool {
	switch a := a.(type) {
	case time.Time:
		return a.Equal(b.(time.Time))
	case []string:
		return slices.Equal(a, b.([]string))
	case disclosure.Term: // through JSON: no dates is nil or empty
		b := b.(disclosure.Term)
		dates := maps.Equal(a.Dates, b.Dates)
		a.Dates, b.Dates = nil, nil
		return dates && reflect.DeepEqual(a, b)
	}
	return a == b
}

func (d *differences) add(fields string, b testkit.Body, asOf time.Time, sql, judged disclosure.Instance) {
	one := cmp.Or(judged.Duty, sql.Duty)
	subject := cmp.Or(judged.Subject, sql.Subject)
	clock, dump, size := "", new(strings.Builder), 0
	fmt.Fprintf(dump, "body %s, as of %s\n", b.Code, asOf.Format("2006-01-02 15:04:05.000"))
	for _, l := range disclosure.Lines(b.PlansAt(asOf)) {
		if l.Code == one {
			clock = [...]string{"", "term", "case", "upkeep", "episode"}[l.Clock()]
			fmt.Fprintf(dump, "  line v%d %s–%s born %s held %v trigger %d cadence %d term %d unit %d roll %t %d-%d %v classes %v channels %v fields %v review %t nil %t\n",
				l.Version, l.Since, l.Until, l.Born, l.HeldBy, l.Trigger, l.PeriodMonths(), l.Term.N, l.Term.Unit, l.Term.RollForward, l.Term.Month, l.Term.Day, l.Term.Dates,
				l.Classes, l.Channels, l.Fields, l.Review, l.NilReturn)
		}
	}
	facts := slices.Clone(b.Events)
	slices.SortFunc(facts, func(a, b disclosure.Event) int {
		return cmp.Or(a.RecordedAt.Compare(b.RecordedAt), cmp.Compare(a.ID, b.ID))
	})
	for _, e := range facts {
		if e.Duty == one && (e.Subject == subject || clock == "upkeep") && e.RecordedAt.Before(asOf) {
			size++
			fmt.Fprintf(dump, "  %s\n", factLine(e))
		}
	}
	fmt.Fprintf(dump, "  SQL %s\n  Go  %s\n", instanceLine(sql), instanceLine(judged))
	kind := clock + ": " + fields
	d.count++
	d.kinds[kind]++
	if d.kinds[kind] == 1 || size < d.size[kind] {
		d.smallest[kind], d.size[kind] = dump.String(), size
	}
}

func factLine(e disclosure.Event) string {
	stamp := func(t time.Time) string {
		if t.IsZero() {
			return "—"
		}
		return t.In(time.FixedZone("", 8*3600)).Format("2006-01-02 15:04:05.000")
	}
	return fmt.Sprintf("%s kind %d %s at %s p%d recorded %s channel %q office %q ref %q title %q fields %v url date %s seen %s attrs %v",
		e.ID, e.Kind, e.Subject, stamp(e.OccurredAt), e.Precision, stamp(e.RecordedAt), e.Channel, e.Office, e.Ref, e.Title, e.Fields, e.URLDate, stamp(e.FirstSeen), e.Attrs)
}

func instanceLine(i disclosure.Instance) string {
	if i.Duty == "" {
		return "none"
	}
	return fmt.Sprintf("%s verdict %d delay %d taken %d flags %08b lacking %q opened %s %s due %s %s counted %s published %s p%d office %s event %s url %q title %q rows %d v%d",
		i.Key(), i.Verdict, i.Delay, i.Taken, i.Flags, i.Lacking, i.OpenedOn, i.OpenedAt, i.DueOn, i.DueAt, i.CountedOn, i.PublishedAt, i.Precision, i.Office, i.Event, i.URL, i.Title, i.EventRows, i.PlanVersion)
}

// report shows the kinds of differences, the frequent first, and the smallest
// ledger of each.
func (d *differences) report() string {
	kinds := slices.SortedFunc(maps.Keys(d.kinds), func(a, b string) int {
		return cmp.Or(cmp.Compare(d.kinds[b], d.kinds[a]), cmp.Compare(a, b))
	})
	out := new(strings.Builder)
	for _, k := range kinds[:min(len(kinds), 12)] {
		fmt.Fprintf(out, "\n%d × %s\n%s", d.kinds[k], k, d.smallest[k])
	}
	return out.String()
}
