package store

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"golang.org/x/sync/errgroup"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// pointRow is one row of queries/points_term.sql and of the other clocks.
type pointRow struct {
	Body     string   `ch:"body"`
	Office   string   `ch:"office"`
	Block    string   `ch:"block"`   // of the duties; "" for the default one
	Checked  uint8    `ch:"checked"` // for completeness too
	Judged   uint64   `ch:"judged"`
	Met      uint64   `ch:"met"`
	Late     int64    `ch:"late"`     // hundredths of a point, before caps
	Lacking  int64    `ch:"lacking"`  // the same, for completeness
	Breaches []uint64 `ch:"breaches"` // how often each of the scheme's occurred
	Duty     string   `ch:"duty"`     // the first instance …
	Subject  string   `ch:"subject"`
	NamedBy  uint32   `ch:"named_by"` // … and the plan version that names its office
	plainRow
}

// plainRow is what a row of queries/points_plain.sql has beside.
type plainRow struct {
	Verdicts   []uint64  `ch:"verdicts"` // from disclosure.Pending to NilReturned
	LateCounts []uint64  `ch:"late_counts"`
	LateDelays []uint64  `ch:"late_delays"`
	Flags      []uint64  `ch:"flag_counts"`
	StrikesAt  time.Time `ch:"strikes_at"` // the last as-of until which no clock moves

	// The instances that are left over, in a row of their own.
	RestDuties   []string `ch:"rest_duties"`
	RestSubjects []string `ch:"rest_subjects"`
}

func (r plainRow) figures() assessment.Figures {
	v := r.Verdicts
	f := assessment.Figures{Pending: int(v[0]), OnTime: int(v[1]), Late: int(v[2]), Missing: int(v[3]), Partial: int(v[4]), NilReturns: int(v[5])}
	for n := range f.Delays {
		f.Delays[n] = assessment.DelaySum{Count: int(r.LateCounts[n]), Sum: int(r.LateDelays[n])}
	}
	for n, times := range r.Flags {
		f.Flagged[n] = int(times)
	}
	return f
}

// Scores implements assessment.Scorer.
func (s *Store) Scores(ctx context.Context, q assessment.Question, scheme *assessment.Scheme) (assessment.Result, error) {
	plans, err := s.planHistory(ctx, q.Body, q.AsOf)
	if err != nil {
		return assessment.Result{}, err
	}
	rows, err := s.askPoints(ctx, []string{q.Body}, dutiesByClock(plans), q, scheme)
	if err != nil {
		return assessment.Result{}, err
	}
	calendar, err := s.Calendar(ctx, q.AsOf)
	if err != nil {
		return assessment.Result{}, err
	}
	entries, err := s.EntriesKnown(ctx, q.Body, q.AsOf)
	if err != nil {
		return assessment.Result{}, err
	}
	return settle(scheme, q, plans, calendar.Version(), rows, nil, entries), nil
}

// settle puts together what the statements have added up of one body and what Go
// has judged of it.
func settle(scheme *assessment.Scheme, q assessment.Question, plans []*disclosure.Plan, calendar string, rows []pointRow, judged []disclosure.Instance, entries []assessment.Entry) assessment.Result {
	var sums officeSums
	for _, r := range rows {
		r.addTo(sums.of(r.Office, r.Duty, r.Subject, len(scheme.Blocks), func() disclosure.Office { return r.office(plans) }), scheme)
	}
	if len(judged) > 0 {
		table, duties := scheme.Bands(), assessment.DutiesOf(plans...)
		for n := range judged {
			i := &judged[n]
			sums.of(i.Office, i.Duty, i.Subject, len(scheme.Blocks), func() disclosure.Office {
				return disclosure.Office{Code: i.Office, Name: i.OfficeName, Group: i.Group}
			}).Add(scheme, table, duties, i)
		}
	}
	in := assessment.Input{Period: q.Period, Offices: assessment.OfficesOn(plans, q.Day()), Calendar: calendar, Extras: assessment.Counting(entries)}
	return assessment.Settle(scheme, in, sums.list)
}

// officeSums are the sums of a body by office, each named by its first instance.
type officeSums struct {
	list []assessment.Sum
	by   map[string]*officeFirst
}

type officeFirst struct {
	at            int
	duty, subject string
}

// of returns the sum of an office, named anew if the instance comes before all others.
func (s *officeSums) of(code, duty, subject string, blocks int, office func() disclosure.Office) *assessment.Sum {
	first, ok := s.by[code]
	if !ok {
		first = &officeFirst{len(s.list), duty, subject}
		put(&s.by, code, first)
		s.list = append(s.list, assessment.Sum{Office: office(), Blocks: make([]assessment.BlockSum, blocks)})
	} else if cmp.Or(strings.Compare(duty, first.duty), strings.Compare(subject, first.subject)) < 0 {
		first.duty, first.subject = duty, subject
		s.list[first.at].Office = office()
	}
	return &s.list[first.at]
}

func (r pointRow) office(plans []*disclosure.Plan) disclosure.Office {
	o := disclosure.Office{Code: r.Office, Name: r.Office}
	if v := int(r.NamedBy); v >= 1 && v <= len(plans) {
		if named, ok := plans[v-1].OfficeByCode(r.Office); ok {
			o.Name, o.Group = named.Name, named.Group
		}
	}
	return o
}

func (r pointRow) addTo(sum *assessment.Sum, scheme *assessment.Scheme) {
	judged, met := int(r.Judged), int(r.Met)
	sum.Judged, sum.Met = sum.Judged+judged, sum.Met+met
	enter := func(at int, charged assessment.Points) {
		b := &sum.Blocks[at]
		b.Judged, b.Met, b.Charged = b.Judged+judged, b.Met+met, b.Charged+charged
	}
	charged := assessment.Points(r.Late)
	for n, times := range r.Breaches {
		b := scheme.Breaches[n]
		switch cost := assessment.Points(times) * b.Points; {
		case times == 0:
			continue
		case b.Uncapped:
			sum.Uncapped += cost
		default:
			charged += cost
		}
		if b.Veto != "" {
			sum.Vetoes = append(sum.Vetoes, b.Veto)
		}
	}
	own, completeness := scheme.Places(r.Block)
	enter(own, charged)
	if r.Checked == 1 {
		enter(completeness, assessment.Points(r.Lacking))
	}
}

// askPoints runs the statement of each clock side by side and returns their rows
// in no particular order.
func (s *Store) askPoints(ctx context.Context, bodies []string, duties map[disclosure.Clock][]string, q assessment.Question, scheme *assessment.Scheme) ([]pointRow, error) {
	group, ctx := errgroup.WithContext(ctx)
	answers := make([][]pointRow, len(duties))
	for n, clock := range slices.Sorted(maps.Keys(duties)) {
		group.Go(func() (err error) {
			answers[n], err = list(longLists(ctx), s.conn, "points_"+clocks[clock].clock, pointArgs(clock, bodies, duties[clock], q, scheme), fields[pointRow])
			return err
		})
	}
	err := group.Wait()
	return slices.Concat(answers...), err
}

func pointArgs(clock disclosure.Clock, bodies, duties []string, q assessment.Question, scheme *assessment.Scheme) []any {
	return append(prices(scheme), clickhouse.Named("as_of", at(q.AsOf)), clickhouse.Named("clock", clockName(clock)),
		clickhouse.Named("bodies", texts(bodies)), clickhouse.Named("duties", texts(duties)),
		clickhouse.Named("from", dateText(q.Period.From)), clickhouse.Named("to", dateText(q.Period.To)))
}

// clockName is the parameter {clock} of the statements.
func clockName(clock disclosure.Clock) string {
	if clock == plainClocks {
		return clocks[disclosure.ByTerm].clock + "," + clocks[disclosure.ByCase].clock
	}
	return clocks[clock].clock
}

// prices are the scheme's flat rows as parameters.
func prices(scheme *assessment.Scheme) []any {
	table := scheme.Bands()
	bands := make([]string, len(table.Bands))
	for n, b := range table.Bands {
		bands[n] = fmt.Sprintf("(%d,%d,%d,%d,%d)", b.Verdict, b.Unit, b.Over, b.UpTo, b.Points)
	}
	breaches := make([]string, len(table.Breaches))
	for n, b := range table.Breaches {
		breaches[n] = fmt.Sprintf("(%d,%t)", b.Flag, b.Uncapped)
	}
	blocks := []string{}
	for _, b := range scheme.Blocks {
		if !b.Completeness {
			blocks = append(blocks, b.Code)
		}
	}
	return []any{
		clickhouse.Named("bands", "["+strings.Join(bands, ",")+"]"), clickhouse.Named("breaches", "["+strings.Join(breaches, ",")+"]"),
		clickhouse.Named("blocks", blocks),
		clickhouse.Named("channel", int64(table.Channel)), clickhouse.Named("field", int64(table.Field)),
		clickhouse.Named("most", int64(table.Most)), clickhouse.Named("missing", int64(table.Missing)),
	}
}

// dateText is a day as a parameter of type Date, which ends with disclosure.Forever.
func dateText(d workday.Date) string {
	return day(min(max(d, 0), disclosure.Forever)).Format(time.DateOnly)
}
