// Package memory is a ledger in memory for tests of what reads one: no engine, the
// same answers.
package memory

import (
	"context"
	"slices"
	"time"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// Book is a body's plans and facts; the second judge answers from them.
type Book struct {
	disclosure.Reader
	Versions []*disclosure.Plan
	Known    []time.Time // when each became known
	Ledger   []disclosure.Event
	Cal      *workday.Calendar
	Scheme   *assessment.Scheme
}

// Plans implements disclosure.Reader.
func (b *Book) Plans(_ context.Context, asOf time.Time) ([]disclosure.PlanInfo, error) {
	var list []disclosure.PlanInfo
	for n, p := range b.Versions {
		if b.Known[n].Before(asOf) {
			list = append(list, disclosure.PlanInfo{Code: p.Code, Version: p.Version, Body: p.Body, Title: p.Title, EffectiveFrom: p.EffectiveFrom, SHA256: assessment.TextDigest(p.Text)})
		}
	}
	return list, nil
}

// Plan implements disclosure.Reader.
func (b *Book) Plan(_ context.Context, _ string, version int, _ time.Time) (*disclosure.Plan, error) {
	for _, p := range b.Versions {
		if p.Version == version {
			return p, nil
		}
	}
	return nil, disclosure.ErrNotFound
}

// Calendar implements disclosure.Reader.
func (b *Book) Calendar(context.Context, time.Time) (*workday.Calendar, error) { return b.Cal, nil }

// Facts implements disclosure.Reader: all of them, whatever their kind.
func (b *Book) Facts(_ context.Context, q disclosure.Question, _ ...disclosure.EventKind) ([]disclosure.Event, error) {
	return slices.DeleteFunc(slices.Clone(b.Ledger), func(e disclosure.Event) bool { return !e.RecordedAt.Before(q.AsOf) }), nil
}

// SchemeInForce implements assessment.SchemeReader.
func (b *Book) SchemeInForce(context.Context, string, workday.Date, time.Time) (*assessment.Scheme, error) {
	return b.Scheme, nil
}

// Instances implements disclosure.Reader.
func (b *Book) Instances(_ context.Context, q disclosure.Question) ([]disclosure.Instance, error) {
	var known []*disclosure.Plan
	for n, p := range b.Versions {
		if b.Known[n].Before(q.AsOf) {
			known = append(known, p)
		}
	}
	return slices.DeleteFunc(disclosure.Judge(known, b.Cal, b.Ledger, q.AsOf), func(i disclosure.Instance) bool {
		return !(i.External == q.External && (q.From == 0 || i.CountedOn >= q.From) && (q.To == 0 || i.CountedOn <= q.To) &&
			(len(q.Verdicts) == 0 || slices.Contains(q.Verdicts, i.Verdict)) && (q.Office == "" || q.Office == i.Office) && (q.Duty == "" || q.Duty == i.Duty))
	}), nil
}
