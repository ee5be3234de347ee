package web

import (
	"golang.org/x/sync/errgroup"

	"daylight/dashboards"
	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// judgedTwice judges the period by the terms in force and by those of the trial,
// both from the raw ledger and by the same judge, so that nothing but the terms
// can make a difference. Plans are changed in memory only.
func (s *Server) judgedTwice(k *sketch) (before, after assessment.Input, err error) {
	in := assessment.Input{Period: periodAsked(k.desk)}
	var facts []disclosure.Event
	var calendar *workday.Calendar
	g, ctx := errgroup.WithContext(k.ctx)
	g.Go(func() (err error) { k.plans, _, err = assessment.PlansKnown(ctx, s.Reader, k.Body, k.AsOf); return err })
	g.Go(func() (err error) {
		facts, err = s.Reader.Facts(ctx, disclosure.Question{Body: k.Body, AsOf: k.AsOf})
		return err
	})
	g.Go(func() (err error) { calendar, err = s.Reader.Calendar(ctx, k.AsOf); return err })
	g.Go(func() (err error) { in.Offices, err = s.officeList(ctx, k.desk); return err })
	g.Go(func() (err error) { in.Extras, err = s.extrasOf(ctx, k.desk); return err })
	if err := g.Wait(); err != nil {
		return in, in, err
	}
	in.Calendar, in.Duties = calendar.Version(), assessment.DutiesOf(k.plans...)
	before, after = in, in
	before.Instances = disclosure.Judge(k.plans, calendar, facts, k.AsOf)
	after.Instances = disclosure.Judge(withTerms(k.plans, k.trial.changedTerms()), calendar, facts, k.AsOf)
	return before, after, nil
}

// inputs are what the two sides of the comparison are scored from. As long as no
// term changes they are one and nothing is judged again.
func (s *Server) inputs(k *sketch) (before, after assessment.Input, err error) {
	if len(k.trial.changedTerms()) > 0 {
		return s.judgedTwice(k)
	}
	in, err := s.points(k.desk)
	return in, in, err
}

// compare scores the period twice. nil: there is nothing to compare.
func (s *Server) compare(k *sketch) (*dashboards.WhatIfBoard, error) {
	if k.trial.refused() || len(k.trial.changes()) == 0 {
		return nil, nil
	}
	before, after, err := s.inputs(k)
	if err != nil {
		return nil, err
	}
	board := dashboards.NewWhatIf(k.frame, scored(k.desk, k.trial.base, before), scored(k.desk, k.trial.scheme, after), k.rules())
	if len(k.trial.changedTerms()) > 0 {
		rejudged := dashboards.NewRejudged(k.frame, before, after)
		board.Rejudged, board.Cautions = &rejudged, k.trial.unlimited()
	}
	return &board, nil
}
