package store

import (
	"context"
	"fmt"
	"time"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// figureColumns are the columns of assessment.Figures, one for each.
type figureColumns struct {
	OnTime        uint32   `ch:"on_time"`
	NilReturn     uint32   `ch:"nil_return"`
	Partial       uint32   `ch:"partial"`
	Late          uint32   `ch:"late"`
	Missing       uint32   `ch:"missing"`
	Pending       uint32   `ch:"pending"`
	Unverified    uint32   `ch:"unverified"`
	NotApplicable uint32   `ch:"not_applicable"`
	Withheld      uint32   `ch:"withheld"`
	LateCounts    []uint32 `ch:"late_counts"`
	LateDelays    []uint64 `ch:"late_delays"`
	Flags         []uint32 `ch:"flags"`
}

func (c figureColumns) figures() assessment.Figures {
	f := assessment.Figures{
		OnTime: int(c.OnTime), NilReturns: int(c.NilReturn), Partial: int(c.Partial), Late: int(c.Late), Missing: int(c.Missing),
		Pending: int(c.Pending), Unverified: int(c.Unverified), Inapplicable: int(c.NotApplicable), Withheld: int(c.Withheld),
	}
	for n := range min(len(f.Delays), len(c.LateCounts), len(c.LateDelays)) {
		f.Delays[n] = assessment.DelaySum{Count: int(c.LateCounts[n]), Sum: int(c.LateDelays[n])}
	}
	for n := range min(len(f.Flagged), len(c.Flags)) {
		f.Flagged[n] = int(c.Flags[n])
	}
	return f
}

// figureValues are the same columns of one row, in the order of insertStandings.
func figureValues(f assessment.Figures) []any {
	var counts, flags []uint32
	var delays []uint64
	for _, d := range f.Delays {
		counts, delays = append(counts, uint32(d.Count)), append(delays, uint64(d.Sum))
	}
	for _, n := range f.Flagged {
		flags = append(flags, uint32(n))
	}
	return []any{uint32(f.OnTime), uint32(f.NilReturns), uint32(f.Partial), uint32(f.Late), uint32(f.Missing),
		uint32(f.Pending), uint32(f.Unverified), uint32(f.Inapplicable), uint32(f.Withheld), counts, delays, flags}
}

const insertStandings = `INSERT INTO standing (period_from, period_to, slot, body, as_of, valid_until, computed_at, rules,
	events, history, plans, schemes, notices, scheme, scheme_sha256,
	on_time, nil_return, partial, late, missing, pending, unverified, not_applicable, withheld, late_counts, late_delays, flags,
	offices, score_sum, worst_office, worst_name, worst_score)`

// keepStandings adds the rows, which replace those of the same slot.
func (s *Store) keepStandings(ctx context.Context, p assessment.Period, slot, asOf time.Time, rolled map[string]rolledUp) error {
	now, err := s.Moment(ctx)
	if err != nil {
		return err
	}
	batch, err := s.conn.PrepareBatch(ctx, insertStandings)
	if err != nil {
		return unavailable(err)
	}
	defer batch.Abort()
	bound := func(d workday.Date) time.Time { return day(min(max(d, 0), disclosure.Forever)) }
	for body, r := range rolled {
		row := []any{bound(p.From), bound(p.To), slot, body, asOf, r.ValidUntil, now, rulesDigest(),
			r.ledgerState.Events, r.History, r.Plans, r.Schemes, r.Notices, r.Scheme, r.SchemeSHA256}
		row = append(row, figureValues(r.Figures)...)
		row = append(row, uint32(r.Scored), int64(r.ScoreSum), r.Worst.Code, r.Worst.Name, int64(r.Worst.Total))
		if err := batch.Append(row...); err != nil {
			return fmt.Errorf("write standing of %s: %w", body, err)
		}
	}
	return unavailable(batch.Send())
}
