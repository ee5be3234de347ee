package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"daylight/internal/briefing"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/planfile"
	"daylight/internal/store"
	"daylight/internal/workday"
)

// Ids of the demonstration's briefings: once they are there they are not made again.
const (
	demoIssue = "demo-issue"
	demoDraft = "demo-draft"
)

// makeDemoBriefings issues a briefing of the quarter before the last and drafts one
// of the last, unless they are there.
func makeDemoBriefings(ctx context.Context, app *App, st *store.Store) error {
	p, err := planfile.Shipped(demoPlan)
	if err != nil {
		return err
	}
	body := p.Body.Code
	if _, err := st.Briefing(ctx, body, demoDraft); !errors.Is(err, disclosure.ErrNotFound) {
		return err
	}
	fmt.Fprintln(app.Err, i18n.T(app.Lang, "briefings.cli.demo"))
	calendar, err := st.Calendar(ctx, time.Now())
	if err != nil {
		return err
	}
	last := briefing.Quarterly.Finished(workday.DateOf(time.Now()))
	prepare := func(id string, day workday.Date) error {
		planned, due := briefing.DefaultSchedule.Due(body, day, calendar, nil)
		if !due { // the quarter is hardly over: its draft is of yesterday
			planned.Due = workday.DateOf(time.Now())
			planned.Request = briefing.Request{Body: body, Kind: briefing.Quarterly, Period: last, Window: last, AsOf: planned.Due.Start(), RectifyWorkdays: briefing.DefaultSchedule.RectifyWorkdays}
		}
		planned.ID = id
		_, err := st.Prepare(ctx, planned.Record, "mishu")
		return err
	}
	if err := issueDemo(ctx, st, body, func() error { return prepare(demoIssue, last.To) }); err != nil {
		return fmt.Errorf("make the demonstration's briefings: %w", err)
	}
	return prepare(demoDraft, workday.DateOf(time.Now()))
}

// issueDemo takes a briefing through its life, from where an earlier start left it.
func issueDemo(ctx context.Context, st *store.Store, body string, prepare func() error) error {
	r, err := st.Briefing(ctx, body, demoIssue)
	if errors.Is(err, disclosure.ErrNotFound) {
		if err = prepare(); err == nil {
			r, err = st.Briefing(ctx, body, demoIssue)
		}
	}
	if err == nil && r.State == briefing.Draft {
		r, err = st.Move(ctx, body, demoIssue, briefing.Submitted, "mishu", "")
	}
	if err == nil && r.State == briefing.Submitted {
		r, err = st.Move(ctx, body, demoIssue, briefing.Approved, "lingdao", "")
	}
	if err != nil || r.State != briefing.Approved {
		return err
	}
	_, err = st.Issue(ctx, body, demoIssue, workday.DateOf(r.Request.AsOf)+2, "mishu", func(numbered briefing.Record) (briefing.Issue, error) {
		value, err := press{st}.Make(ctx, numbered)
		if err != nil {
			return briefing.Issue{}, err
		}
		files, err := press{st}.Print(ctx, value, numbered.Number, briefing.Looks{}, nil)
		return briefing.Issue{Value: value, Files: files}, err
	})
	return err
}
