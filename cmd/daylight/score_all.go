package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
)

// nationAnswer is how all bodies stand. All points are hundredths.
type nationAnswer struct {
	AsOf   time.Time    `json:"as_of"`
	From   string       `json:"from"`
	To     string       `json:"to"`
	Ranked int          `json:"ranked"`
	Bodies []nationBody `json:"bodies"` // best rate first
}

type nationBody struct {
	Body       string `json:"body"`
	Name       string `json:"name"`
	Region     string `json:"region"`
	Rank       int    `json:"rank"` // 0: nothing was judged
	Tied       bool   `json:"tied"`
	Judged     int    `json:"judged"`
	Met        int    `json:"met"`
	Rate       *int   `json:"rate_hundredths,omitempty"`
	Score      *int64 `json:"score_hundredths,omitempty"` // mean of the offices; absent when none is scored
	Offices    int    `json:"offices_scored"`
	Scheme     string `json:"scheme"`
	Missing    int    `json:"missing"`
	Late       int    `json:"late"`
	Partial    int    `json:"partial"`
	NilReturns int    `json:"nil_returns"`
	Pending    int    `json:"pending"`
	Unverified int    `json:"unverified"`
	Worst      string `json:"worst_office"`
	Facts      int    `json:"facts"`
}

// runAll answers --all: every body instead of one plan's offices.
func (c *ScoreCmd) runAll(ctx context.Context, app *App) error {
	if c.Plan != "" || c.Office != "" || c.Duty != "" || c.Receipts {
		return &disclosure.Error{Kind: disclosure.Invalid, Code: "nation.cli.other"}
	}
	st, err := app.Store(ctx)
	if err != nil {
		return err
	}
	var q disclosure.Question
	if err := c.days(&q); err != nil {
		return err
	}
	ask := assessment.NationQuestion{Period: assessment.Period{From: q.From, To: cmp.Or(q.To, disclosure.Forever)}}
	if c.AsOf != "" {
		day, err := readDate(c.AsOf)
		if err != nil {
			return err
		}
		if now, err := st.Moment(ctx); err != nil {
			return err
		} else if day.End().Before(now) { // a moment still to come is answered with what is known now
			ask.AsOf = day.End()
		}
	}
	standings, err := st.Standings(ctx, ask)
	if err != nil {
		return err
	}
	a := rankBodies(standings)
	columns, rows := a.table(app.Lang)
	if err := app.Print(columns, rows, a); err != nil || app.Format != "table" {
		return err
	}
	fmt.Fprintln(app.Out)
	fmt.Fprintln(app.Out, i18n.T(app.Lang, "nation.cli.heading", a.AsOf.Format("2006-01-02 15:04:05.000"), len(a.Bodies)))
	return nil
}

func rankBodies(s assessment.Standings) nationAnswer {
	a := nationAnswer{AsOf: s.AsOf, From: s.Period.From.String(), To: s.Period.To.String(), Bodies: []nationBody{}}
	rows := slices.Clone(s.Rows)
	slices.SortStableFunc(rows, func(a, b assessment.BodyStanding) int { return assessment.CompareRates(a.Figures, b.Figures) })
	places, of := assessment.Places(len(rows), func(i int) bool { return rows[i].Judged() > 0 },
		func(before, i int) bool { return assessment.CompareRates(rows[before].Figures, rows[i].Figures) == 0 })
	a.Ranked = of
	for n, r := range rows {
		b := nationBody{
			Body: r.Body.Code, Name: r.Body.Name, Region: assessment.RegionOf(r.Body), Rank: places[n].Rank, Tied: places[n].Tied,
			Judged: r.Judged(), Met: r.Met(), Rate: rate(r.Met(), r.Judged()), Offices: r.Scored, Scheme: r.Scheme, Missing: r.Missing, Late: r.Late,
			Partial: r.Partial, NilReturns: r.NilReturns, Pending: r.Pending, Unverified: r.Unverified, Worst: r.Worst.Code, Facts: r.Events,
		}
		if score, ok := r.Score(); ok {
			hundredths := int64(score)
			b.Score = &hundredths
		}
		a.Bodies = append(a.Bodies, b)
	}
	return a
}

func (a nationAnswer) table(lang i18n.Lang) (columns []string, rows [][]string) {
	for _, key := range []string{"col.rank", "nation.col.body", "nation.col.region", "cli.score.judged", "cli.score.met", "cli.score.rate", "nation.col.score", "cli.score.late", "cli.score.missing"} {
		columns = append(columns, i18n.T(lang, key))
	}
	for _, b := range a.Bodies {
		rank, score := "—", "—"
		if b.Rank > 0 {
			rank = fmt.Sprint(b.Rank)
		}
		if b.Score != nil {
			score = assessment.Points(*b.Score).String()
		}
		rows = append(rows, []string{rank, b.Name, b.Region, fmt.Sprint(b.Judged), fmt.Sprint(b.Met), percent(b.Rate), score, fmt.Sprint(b.Late), fmt.Sprint(b.Missing)})
	}
	return columns, rows
}
