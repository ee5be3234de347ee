package disclosure

import (
	"context"
	"time"

	"daylight/internal/workday"
)

// Question is what every reader answers: whose instances, due when, known by
// when. It stands in the address of a page and in the head of every answer.
type Question struct {
	Body string
	// From and To bound the due dates, inclusive. Zero leaves a side open.
	From, To workday.Date
	// AsOf is the moment whose knowledge is used, exclusive: facts recorded at
	// or after it are unknown, and a term that ends at it has ended.
	AsOf time.Time
	// Office and Duty narrow to one of each; "" means all.
	Office string
	Duty   string
	// Verdicts narrows to these; empty means all.
	Verdicts []Verdict
	// Subject names one instance together with Duty.
	Subject string
	// External asks for the duties performed by others instead of the body's own.
	External bool
	Limit    int // 0: no limit
	Offset   int
}

// Tally counts the instances of one office, due month and verdict.
type Tally struct {
	Office  string
	Month   workday.Date // first day of the due month; zero when no due date is known
	Verdict Verdict
	Flags   Flag // union over the counted instances
	Count   int
	// MedianDelay is the median delay of the counted instances, in their terms' units.
	MedianDelay float64
}

// Feed tells when facts last came in from a source.
type Feed struct {
	Source     string // form, api, file, demo
	LastAt     time.Time
	EventCount int
}

// PlanInfo names a plan version in the store.
type PlanInfo struct {
	Code          string
	Version       int
	Body          Body
	Title         string
	EffectiveFrom workday.Date
	RecordedAt    time.Time
	SHA256        string
}

// Reader answers the questions of boards, commands and documents.
type Reader interface {
	// Moment returns the latest as-of that later writes cannot change.
	Moment(ctx context.Context) (time.Time, error)
	// Bodies returns every body with a plan, by code.
	Bodies(ctx context.Context) ([]Body, error)
	// PlanInForce returns the plan version of the body in force on day d as
	// known at asOf; ErrNotFound when there is none.
	PlanInForce(ctx context.Context, body string, d workday.Date, asOf time.Time) (*Plan, error)
	// Plans returns all plan versions known at asOf, by body and version.
	Plans(ctx context.Context, asOf time.Time) ([]PlanInfo, error)
	// Tallies counts instances by office, due month and verdict. Offices without instances are absent.
	Tallies(ctx context.Context, q Question) ([]Tally, error)
	// Instances lists judged instances, worst first: missing by delay, late by
	// delay, then by due date, duty and subject.
	Instances(ctx context.Context, q Question) ([]Instance, error)
	// Instance returns the one instance that q.Duty and q.Subject name, or ErrNotFound.
	Instance(ctx context.Context, q Question) (Instance, error)
	// Plan returns one version of the body's plan as known at asOf; ErrNotFound
	// when it was not there.
	Plan(ctx context.Context, body string, version int, asOf time.Time) (*Plan, error)
	// Facts lists the body's facts of these kinds (none: all) known at q.AsOf,
	// the last recorded first; q.Office, q.Duty, q.Subject, q.Limit and q.Offset
	// narrow it.
	Facts(ctx context.Context, q Question, kinds ...EventKind) ([]Event, error)
	// Events returns the facts of one instance known at q.AsOf, in the order
	// they were recorded.
	Events(ctx context.Context, q Question) ([]Event, error)
	// Calendar returns the working-day calendar as known at asOf.
	Calendar(ctx context.Context, asOf time.Time) (*workday.Calendar, error)
	// Feeds returns one row per source that has fed the body, latest first.
	Feeds(ctx context.Context, body string, asOf time.Time) ([]Feed, error)
}

// PlanWriter adds plan versions. LoadPlan returns false when this very text is
// already the latest version of its series.
type PlanWriter interface {
	LoadPlan(ctx context.Context, p *Plan, actor string) (loaded bool, err error)
}
