package demo

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"daylight/internal/disclosure"
	"daylight/internal/planfile"
	"daylight/internal/workday"
)

var (
	to     = workday.MustDate("2026-11-20")
	year14 = Options{From: workday.MustDate("2025-09-20"), To: to, Seed: 1}
)

func shipped(t interface{ Fatal(...any) }) *disclosure.Plan {
	p, err := planfile.Shipped("anshun-mzj")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestTheSameSeedGivesTheSameYear(t *testing.T) {
	a := Generate(shipped(t), workday.Official(), year14)
	b := Generate(shipped(t), workday.Official(), year14)
	if diff := cmp.Diff(a, b); diff != "" {
		t.Fatal(diff)
	}
	other := year14
	other.Seed = 2
	if cmp.Equal(a, Generate(shipped(t), workday.Official(), other)) {
		t.Error("another seed gives the same year")
	}
}

// anyYear is fourteen months up to some day, with some seed.
func anyYear(t *rapid.T) Options {
	end := workday.NewDate(2022, 1, 1) + workday.Date(rapid.IntRange(0, 1800).Draw(t, "to"))
	return Options{From: end.AddMonths(-14), To: end, Seed: rapid.Int64().Draw(t, "seed")}
}

func TestFourteenMonthsHoldEverySituation(t *testing.T) {
	p := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		opts := anyYear(t)
		var seen []Situation
		for _, s := range Script(p, workday.Official(), opts) {
			seen = append(seen, s.Situation)
		}
		for _, s := range Situations {
			if !slices.Contains(seen, s) {
				t.Fatalf("no situation %d from %s to %s", s, opts.From, opts.To)
			}
		}
	})
}

func TestNearlyNineOfTenAreOnTime(t *testing.T) {
	p := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		judged, met := 0, 0
		for _, s := range Script(p, workday.Official(), anyYear(t)) {
			if s.Expected.Judged() {
				judged++
			}
			if s.Expected.Met() {
				met++
			}
		}
		if rate := 100 * float64(met) / float64(judged); rate < 88 || rate > 93 {
			t.Fatalf("%d of %d on time, %.1f %%", met, judged, rate)
		}
	})
}

func TestOfficesHaveCharacters(t *testing.T) {
	judged, met := map[string]int{}, map[string]int{}
	for _, s := range Script(shipped(t), workday.Official(), year14) {
		if s.Expected.Judged() {
			judged[s.Office]++
		}
		if s.Expected.Met() {
			met[s.Office]++
		}
	}
	best, worst := 0.0, 1.0
	for office, n := range judged {
		rate := float64(met[office]) / float64(n)
		best, worst = max(best, rate), min(worst, rate)
	}
	if best < 1 || worst > 0.75 {
		t.Errorf("best office %.2f, worst %.2f", best, worst)
	}
}

// What every ledger may rely on.
func TestEventsAreWellFormed(t *testing.T) {
	p := shipped(t)
	cal := workday.Official()
	rapid.Check(t, func(t *rapid.T) {
		opts := anyYear(t)
		ids := map[string]disclosure.Event{}
		var before disclosure.Event
		for _, e := range Generate(p, cal, opts) {
			if _, twice := ids[e.ID]; twice || e.ID == "" || !strings.HasPrefix(e.ID, "demo-") {
				t.Fatalf("id %q", e.ID)
			}
			ids[e.ID] = e
			if e.RecordedAt.Before(before.RecordedAt) {
				t.Fatalf("%s is not in the order of recording", e.ID)
			}
			before = e
			check(t, p, opts, e)
			if e.Ref == "" {
				continue
			}
			if of, ok := ids[e.Ref]; !ok || !of.RecordedAt.Before(e.RecordedAt) || of.Subject != e.Subject {
				t.Fatalf("%s refers to %q, recorded at %s", e.ID, e.Ref, of.RecordedAt)
			}
		}
	})
}

func check(t *rapid.T, p *disclosure.Plan, opts Options, e disclosure.Event) {
	d, ok := p.DutyByCode(e.Duty)
	_, office := p.OfficeByCode(e.Office)
	switch {
	case !ok || !office || d.NotJudged != "" || e.Body != p.Body.Code || e.Subject == "" || e.Source != "demo" || e.Actor == "":
		t.Fatalf("event of nothing: %+v", e)
	case e.RecordedAt.Before(e.OccurredAt):
		t.Fatalf("%s recorded at %s, before it occurred at %s", e.ID, e.RecordedAt, e.OccurredAt)
	case e.RecordedAt.Before(e.FirstSeen):
		t.Fatalf("%s recorded at %s, before it was seen at %s", e.ID, e.RecordedAt, e.FirstSeen)
	case !e.RecordedAt.Before(opts.To.End()):
		t.Fatalf("%s recorded at %s, after the year", e.ID, e.RecordedAt)
	case (e.Precision == disclosure.Unknown) != e.OccurredAt.IsZero():
		t.Fatalf("%s: precision %d, occurred %s", e.ID, e.Precision, e.OccurredAt)
	case e.Precision == disclosure.ToMinute && e.OccurredAt.Second() != 0:
		t.Fatalf("%s occurred at %s", e.ID, e.OccurredAt)
	case e.Channel != "" && !slices.ContainsFunc(d.Channels, func(c disclosure.DutyChannel) bool { return c.Code == e.Channel }):
		t.Fatalf("%s on channel %q", e.ID, e.Channel)
	case e.Kind == disclosure.NilReturn && !d.NilReturn:
		t.Fatalf("%s is a nil return", e.ID)
	case strings.ContainsAny(e.Title, "{}") || e.Title == "":
		t.Fatalf("%s is called %q", e.ID, e.Title)
	}
	fields := slices.Clone(d.Fields)
	for _, other := range p.Duties {
		if other.CountedWith == d.Code || d.CountedWith == other.Code {
			fields = append(fields, other.Fields...)
		}
	}
	for _, f := range e.Fields {
		if !slices.Contains(fields, f) {
			t.Fatalf("%s covers %q", e.ID, f)
		}
	}
}

func TestAddressesHaveThePlatformsShape(t *testing.T) {
	shape := regexp.MustCompile(`^https://mzj\.example\.gov\.cn/zwgk/(\d{6})/t(\d{8})_\d{7}\.html$`)
	for _, e := range Generate(shipped(t), workday.Official(), year14) {
		if e.Channel != "website" || e.URL == "" || e.Kind != disclosure.Published {
			continue
		}
		m := shape.FindStringSubmatch(e.URL)
		if m == nil || m[2] != strings.ReplaceAll(e.URLDate.String(), "-", "") || !strings.HasPrefix(m[2], m[1]) {
			t.Errorf("%s of %s", e.URL, e.URLDate)
		}
	}
}

func TestCurrentPreviousAndLastYearExist(t *testing.T) {
	periods := map[string]bool{}
	for _, s := range Script(shipped(t), workday.Official(), year14) {
		periods[s.Duty+" "+s.Subject] = true
	}
	for _, want := range []string{"2b 2025Q3", "2b 2026Q3", "4b 2025H2", "4b 2026H1", "10a 2026-10", "10c 2025", "3a 2025", "12b 2026Q2"} {
		if !periods[want] {
			t.Errorf("no %s", want)
		}
	}
	if periods["2b 2026Q4"] || periods["10a 2026-11"] || periods["10a 2025-07"] {
		t.Error("a period that has not ended, or was due before the year")
	}
}

func TestAnyPlanHasAYear(t *testing.T) {
	for _, name := range planfile.ShippedNames() {
		p, err := planfile.Shipped(name)
		if err != nil {
			t.Fatal(err)
		}
		events := Generate(p, workday.Official(), year14)
		if len(events) == 0 {
			t.Errorf("%s: no events", name)
		}
		for _, e := range events {
			if e.Office == "" {
				t.Errorf("%s: %s without office", name, e.ID)
			}
		}
	}
	if got := Generate(&disclosure.Plan{}, workday.Official(), year14); len(got) != 0 {
		t.Errorf("an empty plan has %d events", len(got))
	}
	if got := Generate(shipped(t), workday.Official(), Options{}); got != nil {
		t.Errorf("no year has %d events", len(got))
	}
}

func TestPrint(t *testing.T) {
	if !testing.Verbose() {
		t.Skip("prints the year with -v")
	}
	counts := map[string]int{}
	for _, s := range Script(shipped(t), workday.Official(), year14) {
		counts[fmt.Sprintf("%-14s expected %d", s.Office, s.Expected)]++
	}
	for _, k := range slices.Sorted(func(yield func(string) bool) {
		for k := range counts {
			if !yield(k) {
				return
			}
		}
	}) {
		t.Log(k, counts[k])
	}
	for _, e := range Generate(shipped(t), workday.Official(), year14)[:60] {
		t.Log(e.RecordedAt.Format("2006-01-02 15:04:05"), e.Duty, e.Subject, e.Kind, e.Channel, e.OccurredAt.Format("01-02 15:04"), e.Title, e.URL, e.Fields)
	}
}
