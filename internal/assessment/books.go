package assessment

import (
	"context"
	"fmt"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// Question says whose points of which period are asked for, known by when.
type Question struct {
	Body   string
	Period Period
	// AsOf is exclusive: facts, plans and schemes recorded at or after it are unknown.
	AsOf time.Time
}

// Day is the day whose scheme and office list hold: the last day of the period,
// or today while it has not come.
func (q Question) Day() workday.Date {
	return min(q.Period.To, workday.DateOf(q.AsOf.Add(-time.Millisecond)))
}

// SchemeReader tells which scheme counts.
type SchemeReader interface {
	// SchemeInForce returns the last version known at asOf that is in force on
	// day; the shipped proposal, which says so (Proposed), when there is none.
	SchemeInForce(ctx context.Context, body string, day workday.Date, asOf time.Time) (*Scheme, error)
}

// Schemes keeps the schemes that bodies have adopted. Versions are added and
// never changed.
type Schemes interface {
	SchemeReader
	// SchemeVersions returns the versions known at asOf, by number; none when the
	// body has adopted none.
	SchemeVersions(ctx context.Context, body string, asOf time.Time) ([]SchemeVersion, error)
	// AdoptScheme adds the scheme, with the text it was read from, as the body's
	// next version, known from now on, and numbers it. It returns false when this
	// very text is the latest version already, and ErrNotFound when the body has no plan.
	AdoptScheme(ctx context.Context, body string, s *Scheme, text, actor string) (adopted bool, err error)
}

// SchemeVersion is a scheme that a body has adopted.
type SchemeVersion struct {
	*Scheme
	SHA256     string // of the text
	RecordedAt time.Time
	Actor      string
}

// Proposed reports that nobody has adopted the scheme: the points it gives are
// a proposal.
func (s *Scheme) Proposed() bool { return s.Version == 0 }

// Scorer computes points where the ledger lies, over whole sets. Its results
// have no receipts: Assess writes them.
type Scorer interface {
	Scores(ctx context.Context, q Question, s *Scheme) (Result, error)
}

// SetJudge judges where the ledger lies, over whole sets, worst first; all
// bodies when there are none. It is not the judge whose verdicts a
// disclosure.Reader gives, so that the two can be held against each other.
type SetJudge interface {
	JudgeAll(ctx context.Context, bodies []string, asOf time.Time) ([]disclosure.Instance, error)
}

// AssessFrom scores one body from the instances that a reader has judged, with
// receipts. For a single body this asks less of the engine than Scorer does.
func AssessFrom(ctx context.Context, r disclosure.Reader, q Question, s *Scheme) (Result, error) {
	plans, err := plansOf(ctx, r, q.Body, q.AsOf)
	if err != nil {
		return Result{}, err
	}
	calendar, err := r.Calendar(ctx, q.AsOf)
	if err != nil {
		return Result{}, fmt.Errorf("read calendar: %w", err)
	}
	list, err := r.Instances(ctx, disclosure.Question{Body: q.Body, From: q.Period.From, To: q.Period.To, AsOf: q.AsOf})
	if err != nil {
		return Result{}, fmt.Errorf("read instances: %w", err)
	}
	extras, err := ExtrasOf(ctx, r, q.Body, q.AsOf)
	if err != nil {
		return Result{}, fmt.Errorf("read faults and bonuses: %w", err)
	}
	return Assess(s, Input{
		Period: q.Period, Offices: OfficesOn(plans, q.Day()), Instances: list, Duties: DutiesOf(plans...), Extras: extras, Calendar: calendar.Version(),
	}), nil
}

// OfficesOn returns the office list that holds on a day: of the last version of
// the plan that has taken effect, else of the first. Versions stand in order.
func OfficesOn(plans []*disclosure.Plan, day workday.Date) []disclosure.Office {
	for n := len(plans) - 1; n >= 0; n-- {
		if plans[n].EffectiveFrom <= day || n == 0 {
			return plans[n].Offices
		}
	}
	return nil
}
