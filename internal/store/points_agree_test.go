package store_test

import (
	"flag"
	"fmt"
	"hash/fnv"
	"reflect"
	"testing"
	"time"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/schemefile"
	"daylight/internal/testkit"
	"daylight/internal/workday"
)

var scoredBodies = flag.Int("score", 1_000, "bodies on which SQL and Go must agree to the hundredth")

// TestPointsAgreeToTheHundredth scores random bodies three times: in SQL over the
// whole set, in the two lanes, and in Go from the raw ledgers by the Go judge. Every
// office's receipts must sum to its score, and the scores must be the same to the
// last field.
func TestPointsAgreeToTheHundredth(t *testing.T) {
	s := openStore(t)
	bodies := make([]testkit.Body, *scoredBodies)
	codes := make([]string, len(bodies))
	for n := range bodies {
		bodies[n] = testkit.Draw(n)
		codes[n] = bodies[n].Code
		spread(bodies[n])
	}
	loadBodies(t, s, bodies)
	seen := scoresSeen{costs: map[assessment.Kind]int{}}
	for m, asOf := range testkit.Moments {
		cal, err := s.Calendar(t.Context(), asOf)
		if err != nil {
			t.Fatal(err)
		}
		judged := map[string][]disclosure.Instance{}
		for _, b := range bodies {
			judged[b.Code] = disclosure.Judge(b.PlansAt(asOf), cal, b.Events, asOf)
		}
		today := workday.DateOf(asOf)
		schemes := []*assessment.Scheme{shippedScheme(t), harshScheme(t)}
		for n, period := range []assessment.Period{{To: disclosure.Forever}, {From: today - 60, To: today + 10}} {
			q, scheme := assessment.Question{Period: period, AsOf: asOf}, schemes[(m+n)%2]
			sql, err := s.ScoreInSQLForTest(t.Context(), codes, q, scheme)
			if err != nil {
				t.Fatal(err)
			}
			lanes, err := s.ScoreAll(t.Context(), codes, q, scheme)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(lanes, sql) {
				t.Errorf("at %v the lanes come to other scores than the full statements", asOf)
			}
			for _, b := range bodies {
				plans := b.PlansAt(asOf)
				if len(plans) == 0 {
					if r, known := sql[b.Code]; known {
						t.Errorf("%s has no plan yet, but %+v", b.Code, r)
					}
					continue
				}
				seen.compare(t, b, asOf, sql[b.Code], assessment.Assess(scheme, assessment.Input{
					Period: period, Offices: assessment.OfficesOn(plans, q.Day()), Instances: judged[b.Code],
					Duties: assessment.DutiesOf(plans...), Calendar: cal.Version(),
				}))
			}
		}
	}
	testkit.Tell(t, "points: %d bodies, %d offices scored, %d receipts, %d differ, %d sums differ", len(bodies), seen.offices, seen.receipts, seen.differ, seen.unequal)
	for kind := assessment.Award; kind <= assessment.FloorRaised; kind++ {
		recorded := kind == assessment.BonusGiven || kind == assessment.BonusOver // people record these
		if seen.costs[kind] == 0 && !recorded {
			t.Errorf("no receipt of kind %d: the draw does not reach it", kind)
		}
	}
	if seen.vetoed == 0 || seen.unlisted == 0 {
		t.Errorf("%d vetoed, %d offices that no list has: the draw does not reach it", seen.vetoed, seen.unlisted)
	}
}

// scoresSeen counts what the comparison met.
type scoresSeen struct {
	offices, receipts, differ, unequal, vetoed, unlisted int
	costs                                                map[assessment.Kind]int
}

func (n *scoresSeen) compare(t *testing.T, b testkit.Body, asOf time.Time, sql, recounted assessment.Result) {
	t.Helper()
	same := len(sql.Offices) == len(recounted.Offices) && sql.Calendar == recounted.Calendar
	for at, o := range recounted.Offices {
		var sum assessment.Points
		for _, r := range o.Receipts {
			sum += r.Points
			n.costs[r.Kind]++
		}
		n.offices, n.receipts = n.offices+1, n.receipts+len(o.Receipts)
		if o.Vetoed {
			n.vetoed++
		}
		if o.Office.Group == disclosure.GroupExternal {
			t.Errorf("%s: the external office %s is scored", b.Code, o.Office.Code)
		}
		if o.Office.Code == "不在册" {
			n.unlisted++
		}
		if sum != o.Total {
			if n.unequal++; n.unequal < 5 {
				t.Errorf("%s as of %s: receipts of %s sum to %s, the score is %s", b.Code, asOf, o.Office.Code, sum, o.Total)
			}
		}
		o.Receipts = nil
		if same && !reflect.DeepEqual(sql.Offices[at], o) {
			same = false
			if n.differ < 5 {
				t.Errorf("%s as of %s:\n SQL %+v\n Go  %+v", b.Code, asOf, sql.Offices[at], o)
			}
		}
	}
	if !same {
		if n.differ++; n.differ < 5 {
			t.Errorf("%s as of %s: SQL has %d offices, Go %d", b.Code, asOf, len(sql.Offices), len(recounted.Offices))
		}
	}
}

// spread puts the duties of a drawn body into all blocks, into one that no
// scheme has and into none.
func spread(b testkit.Body) {
	blocks := []string{"timeliness", "completeness", "application", "response", "mechanism", "", "elsewhere"}
	for _, p := range b.Plans {
		for n := range p.Duties {
			h := fnv.New32a()
			fmt.Fprintf(h, "%s %d %s", b.Code, p.Version%2, p.Duties[n].Code)
			p.Duties[n].Block = blocks[h.Sum32()%uint32(len(blocks))]
		}
	}
}

func shippedScheme(t testing.TB) *assessment.Scheme {
	t.Helper()
	s, err := schemefile.Default()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// harshScheme makes caps, floors, vetoes and uneven shares common.
func harshScheme(t testing.TB) *assessment.Scheme {
	s := shippedScheme(t)
	for n, w := range []assessment.Points{3333, 2221, 1117, 1429, 1900} {
		s.Blocks[n].Weight = w
	}
	for n := range s.Lateness.Bands {
		s.Lateness.Bands[n].Points += 1234
		if s.Lateness.Bands[n].Verdict == disclosure.Missing {
			s.Lateness.Bands[n].Points = 5001
		}
	}
	s.Breaches = append(s.Breaches,
		assessment.Breach{Code: "republished", Flag: disclosure.FlagRepublished, Points: 777, Veto: "pass"},
		assessment.Breach{Code: "withdrawn", Flag: disclosure.FlagWithdrawn, Points: 6001, Uncapped: true},
		assessment.Breach{Code: "suspect", Flag: disclosure.FlagSuspectDate, Points: 3, Veto: "good"})
	s.Completeness = assessment.Completeness{Channel: 111, Field: 7, Most: 113, Missing: 500}
	if flaws := s.Check(); len(flaws) > 0 {
		t.Fatalf("%+v", flaws)
	}
	return s
}
