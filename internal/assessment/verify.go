package assessment

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"time"

	"daylight/internal/disclosure"
)

// Books are what a verification reads: the answers that are published and the
// raw ledger that they rest on.
type Books interface {
	disclosure.Reader
	Schemes
	Scorer
	SetJudge
}

// Verification is the outcome of computing published scores again.
type Verification struct {
	Question   Question
	Digest     string // of the inputs
	Facts      int
	Instances  int // that count in the period
	Published  Result
	Recounted  Result // with receipts
	Difference *Difference
}

// Difference is the first place where the published scores and the recount
// part: an instance, or else the sums of an office.
type Difference struct {
	Office string
	Block  string // of sums; "" when the blocks agree

	// Of an instance; nil when one side does not have it, and both nil when the
	// instances agree and the sums do not.
	Published, Recounted *disclosure.Instance
	// Points that the instance costs, before caps; of sums, the score.
	PublishedPoints, RecountedPoints Points
	// Judged instances; of sums only.
	PublishedJudged, RecountedJudged int
}

// Verify takes the published scores and computes them again with the Go judge
// from the body's raw ledger. The instances that stand on pages were judged in
// Go too, though from another reading of it: both are held against those that
// were judged where the ledger lies, and never against each other.
func Verify(ctx context.Context, b Books, q Question) (Verification, error) {
	v := Verification{Question: q}
	in, plans, err := gather(ctx, b, q)
	if err != nil {
		return v, err
	}
	v.Digest, v.Facts = in.Digest(), len(in.Facts)
	if v.Published, err = b.Scores(ctx, q, in.Scheme); err != nil {
		return v, fmt.Errorf("read published scores: %w", err)
	}
	judged, err := b.JudgeAll(ctx, []string{q.Body}, q.AsOf)
	if err != nil {
		return v, fmt.Errorf("judge the whole set: %w", err)
	}
	shown, err := b.Instances(ctx, disclosure.Question{Body: q.Body, From: q.Period.From, To: q.Period.To, AsOf: q.AsOf})
	if err != nil {
		return v, fmt.Errorf("read published instances: %w", err)
	}
	input := Input{
		Period: q.Period, Offices: OfficesOn(plans, q.Day()), Duties: DutiesOf(plans...), Calendar: in.Calendar.Version(),
		Instances: disclosure.Judge(plans, in.Calendar, in.Facts, q.AsOf), Extras: in.Extras,
	}
	v.Recounted = Assess(in.Scheme, input)
	recounted, whole := counting(input.Instances, q.Period), counting(judged, q.Period)
	v.Instances = len(recounted)
	c := comparison{table: in.Scheme.Bands(), duties: input.Duties}
	if v.Difference = c.instances(whole, recounted); v.Difference == nil {
		v.Difference = c.instances(counting(shown, q.Period), whole)
	}
	if v.Difference == nil {
		v.Difference = firstSum(v.Published, v.Recounted)
	}
	return v, nil
}

// gather reads everything that the points rest on.
func gather(ctx context.Context, b Books, q Question) (in Inputs, plans []*disclosure.Plan, err error) {
	in.Question = q
	if plans, in.Plans, err = PlansKnown(ctx, b, q.Body, q.AsOf); err != nil {
		return in, nil, err
	}
	if in.Scheme, err = b.SchemeInForce(ctx, q.Body, q.Day(), q.AsOf); err != nil {
		return in, nil, fmt.Errorf("read scheme: %w", err)
	}
	if in.Calendar, err = b.Calendar(ctx, q.AsOf); err != nil {
		return in, nil, fmt.Errorf("read calendar: %w", err)
	}
	if in.Facts, err = b.Facts(ctx, disclosure.Question{Body: q.Body, AsOf: q.AsOf}); err != nil {
		return in, nil, fmt.Errorf("read ledger: %w", err)
	}
	if in.Extras, err = ExtrasOf(ctx, b, q.Body, q.AsOf); err != nil {
		return in, nil, fmt.Errorf("read faults and bonuses: %w", err)
	}
	return in, plans, nil
}

// PlansKnown returns the versions of a body's plan known at asOf, by number;
// ErrNotFound when there is none.
func PlansKnown(ctx context.Context, r disclosure.Reader, body string, asOf time.Time) ([]*disclosure.Plan, []disclosure.PlanInfo, error) {
	infos, err := r.Plans(ctx, asOf)
	if err != nil {
		return nil, nil, fmt.Errorf("list plans: %w", err)
	}
	infos = slices.DeleteFunc(infos, func(i disclosure.PlanInfo) bool { return i.Body.Code != body })
	if len(infos) == 0 {
		return nil, nil, disclosure.ErrNotFound
	}
	var plans []*disclosure.Plan
	for _, info := range infos {
		p, err := r.Plan(ctx, body, info.Version, asOf)
		if err != nil {
			return nil, nil, fmt.Errorf("read plan version %d: %w", info.Version, err)
		}
		plans = append(plans, p)
	}
	return plans, infos, nil
}

// plansOf returns the versions of a body's plan known at asOf, by number, without
// a look at those of other bodies; ErrNotFound when there is none.
func plansOf(ctx context.Context, r disclosure.Reader, body string, asOf time.Time) ([]*disclosure.Plan, error) {
	var plans []*disclosure.Plan
	for {
		p, err := r.Plan(ctx, body, len(plans)+1, asOf)
		switch {
		case errors.Is(err, disclosure.ErrNotFound) && len(plans) > 0:
			return plans, nil
		case err != nil:
			return nil, fmt.Errorf("read plan version %d: %w", len(plans)+1, err)
		}
		plans = append(plans, p)
	}
}

// counting lists the instances that count in the period, by duty and subject.
func counting(list []disclosure.Instance, p Period) []disclosure.Instance {
	var out []disclosure.Instance
	for _, i := range list {
		if p.Counts(i) {
			out = append(out, i)
		}
	}
	slices.SortFunc(out, byKey)
	return out
}

func byKey(a, b disclosure.Instance) int {
	return cmp.Or(cmp.Compare(a.Duty, b.Duty), cmp.Compare(a.Subject, b.Subject))
}

// comparison prices instances to compare them.
type comparison struct {
	table  Table
	duties Duties
}

func (c comparison) instances(published, recounted []disclosure.Instance) *Difference {
	for n, m := 0, 0; n < len(published) || m < len(recounted); {
		order := 0
		switch {
		case n == len(published):
			order = 1
		case m == len(recounted):
			order = -1
		default:
			order = byKey(published[n], recounted[m])
		}
		switch {
		case order < 0:
			return c.differ(&published[n], nil)
		case order > 0:
			return c.differ(nil, &recounted[m])
		case !sameVerdict(published[n], recounted[m]):
			return c.differ(&published[n], &recounted[m])
		}
		n, m = n+1, m+1
	}
	return nil
}

func (c comparison) differ(published, recounted *disclosure.Instance) *Difference {
	d := &Difference{Published: published, Recounted: recounted}
	if published != nil {
		d.Office, d.PublishedPoints = published.Office, c.points(*published)
	}
	if recounted != nil {
		d.Office, d.RecountedPoints = recounted.Office, c.points(*recounted)
	}
	return d
}

func (c comparison) points(i disclosure.Instance) Points {
	channels, fields := lacking(i)
	l := c.table.Loss(i.Verdict, i.Term.Unit, i.Delay, i.Flags, channels, fields, c.duties.of(i).Checked)
	return -(l.Lateness + l.Breach + l.Completeness + l.Uncapped)
}

// sameVerdict compares what the judges decide, and not how it is called.
func sameVerdict(a, b disclosure.Instance) bool {
	return a.Verdict == b.Verdict && a.Delay == b.Delay && a.Taken == b.Taken && a.Term.Unit == b.Term.Unit && a.Flags == b.Flags &&
		slices.Equal(a.Lacking, b.Lacking) && a.Office == b.Office && a.Group == b.Group && a.PlanVersion == b.PlanVersion &&
		a.OpenedOn == b.OpenedOn && a.DueOn == b.DueOn && a.CountedOn == b.CountedOn && a.PublishedAt.Equal(b.PublishedAt) && a.Event == b.Event
}

// firstSum finds the first office whose sums differ.
func firstSum(published, recounted Result) *Difference {
	for n := range max(len(published.Offices), len(recounted.Offices)) {
		var p, r OfficeScore
		if n < len(published.Offices) {
			p = published.Offices[n]
		}
		if n < len(recounted.Offices) {
			r = recounted.Offices[n]
		}
		p.Receipts, r.Receipts = nil, nil
		if reflect.DeepEqual(p, r) {
			continue
		}
		d := &Difference{
			Office: cmp.Or(r.Office.Code, p.Office.Code), PublishedPoints: p.Total, RecountedPoints: r.Total,
			PublishedJudged: p.Judged, RecountedJudged: r.Judged,
		}
		for at := range min(len(p.Blocks), len(r.Blocks)) {
			if p.Blocks[at] != r.Blocks[at] {
				a, b := p.Blocks[at], r.Blocks[at]
				d.Block, d.PublishedPoints, d.RecountedPoints, d.PublishedJudged, d.RecountedJudged = b.Code, a.Score, b.Score, a.Judged, b.Judged
				break
			}
		}
		return d
	}
	return nil
}
