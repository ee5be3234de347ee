package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/store"
	"daylight/internal/workday"
)

// CalendarLoadCmd is `daylight calendar load`.
type CalendarLoadCmd struct {
	File   string `arg:"" help:"A notice in JSON, in the form of internal/workday/notices." placeholder:"FILE"`
	DryRun bool   `help:"List what would move, store nothing."`
}

type calendarLoaded struct {
	Year     int    `json:"year"`
	Layer    string `json:"layer"`
	Notice   string `json:"notice"`
	DryRun   bool   `json:"dry_run"`
	Known    bool   `json:"known"`              // it was in force already: nothing changed
	Replaced string `json:"replaced,omitempty"` // the notice whose place it takes
	noticeEffect
}

// Run loads the notice, or tries it, and prints what moves.
func (c *CalendarLoadCmd) Run(ctx context.Context, app *App) (err error) {
	n, err := readNoticeFile(app, c.File)
	if err != nil {
		return err
	}
	st, err := app.Store(ctx)
	if err != nil {
		return err
	}
	a := calendarLoaded{Year: n.Year, Layer: n.Layer, Notice: n.Cite(), DryRun: c.DryRun}
	a.Moved = []movedInstance{}
	var before, after judgedAt
	var replaced *workday.Notice
	if c.DryRun {
		trial, err := st.TryNotice(ctx, n)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, trial.Close()) }()
		moment, err := st.Moment(ctx)
		if err != nil {
			return err
		}
		a.Known, replaced = trial.Known, trial.Replaced
		before, after = judgedAt{st, moment}, judgedAt{trial.Store, moment}
	} else {
		loaded, err := st.LoadNotice(ctx, n)
		if err != nil {
			return err
		}
		// Between the two moments nothing but the notice became known.
		a.Known, replaced = loaded.Known, loaded.Replaced
		before, after = judgedAt{st, loaded.Moment}, judgedAt{st, loaded.Moment.Add(time.Millisecond)}
	}
	if replaced != nil {
		a.Replaced = replaced.Cite()
	}
	if !a.Known {
		if a.noticeEffect, err = effectOf(ctx, app, before, after); err != nil {
			return err
		}
	}
	return a.print(app)
}

// judgedAt is a store at a moment.
type judgedAt struct {
	store  *store.Store
	moment time.Time
}

// bodiesAtOnce is how many bodies are judged together.
const bodiesAtOnce = 25

// effectOf judges every body before and after.
func effectOf(ctx context.Context, app *App, before, after judgedAt) (noticeEffect, error) {
	effect := noticeEffect{Moved: []movedInstance{}}
	bodies, err := before.store.Bodies(ctx)
	if err != nil {
		return effect, err
	}
	bar := bodiesBar(app, len(bodies))
	for group := range slices.Chunk(bodies, bodiesAtOnce) {
		var codes []string
		for _, b := range group {
			codes = append(codes, b.Code)
		}
		was, err := before.store.Judged(ctx, codes, before.moment)
		if err != nil {
			return effect, fmt.Errorf("judge as it was: %w", err)
		}
		is, err := after.store.Judged(ctx, codes, after.moment)
		if err != nil {
			return effect, fmt.Errorf("judge as it is: %w", err)
		}
		for _, b := range group {
			effect.add(b, was[b.Code], is[b.Code])
		}
		if bar != nil {
			_ = bar.Add(len(group))
		}
	}
	return effect, nil
}

func bodiesBar(app *App, bodies int) *progressbar.ProgressBar {
	f, ok := app.Err.(*os.File)
	if !ok || bodies < 2 || !term.IsTerminal(int(f.Fd())) {
		return nil
	}
	return progressbar.NewOptions(bodies, progressbar.OptionSetWriter(f), progressbar.OptionSetDescription(i18n.T(app.Lang, "cli.calendar.judging")),
		progressbar.OptionShowCount(), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
}

func (a calendarLoaded) print(app *App) error {
	say := func(key string, args ...any) { fmt.Fprintln(app.Err, i18n.T(app.Lang, "cli.calendar."+key, args...)) }
	switch {
	case a.Known:
		say("known", a.Notice)
	case a.DryRun:
		say("tried", a.Notice)
	default:
		say("loaded", a.Notice)
	}
	if a.Replaced != "" {
		say("replaces", a.Replaced, a.Year, layerWord(app.Lang, a.Layer))
	}
	if !a.Known {
		if a.Layer != workday.CN {
			say("local", a.Layer, a.Bodies)
		}
		say("effect", a.Bodies, a.Instances, a.DueMoved, a.VerdictChanged, a.Firm, a.DelayChanged)
	}
	if a.Known && app.Format == "table" {
		return nil
	}
	var rows [][]string
	for _, m := range a.Moved {
		rows = append(rows, m.row(app))
	}
	if len(rows) == 0 && app.Format == "table" {
		return nil
	}
	return app.Print(app.columns("cli.calendar.", "body", "office", "duty", "subject", "title", "due_from", "due_to", "verdict_from", "verdict_to", "firm"), rows, a)
}

// noticeEffect is what a notice changes.
type noticeEffect struct {
	Bodies         int             `json:"bodies"`
	Instances      int             `json:"instances"`
	DueMoved       int             `json:"due_moved"`
	VerdictChanged int             `json:"verdict_changed"`
	DelayChanged   int             `json:"delay_changed"` // without either of these
	Firm           int             `json:"firm"`          // provisional no longer, moved or not
	Moved          []movedInstance `json:"moved"`         // due date or verdict changed
}

type movedInstance struct {
	Body        string `json:"body"`
	BodyName    string `json:"body_name"`
	Office      string `json:"office"`
	OfficeName  string `json:"office_name"`
	Duty        string `json:"duty"`
	DutyName    string `json:"duty_name"`
	Subject     string `json:"subject"`
	Title       string `json:"title"`
	DueFrom     string `json:"due_from"`
	DueTo       string `json:"due_to"`
	VerdictFrom string `json:"verdict_from"`
	VerdictTo   string `json:"verdict_to"`
	DelayFrom   int    `json:"delay_from"`
	DelayTo     int    `json:"delay_to"`
	Firm        bool   `json:"firm"` // was provisional and is no longer

	from, to disclosure.Verdict
}

func (e *noticeEffect) add(b disclosure.Body, before, after []disclosure.Instance) {
	was := map[string]disclosure.Instance{}
	for _, i := range before {
		was[i.Key()] = i
	}
	e.Bodies++
	e.Instances += len(after)
	for _, i := range after {
		old, ok := was[i.Key()]
		if !ok {
			continue
		}
		firm := old.Flags.Has(disclosure.FlagProvisional) && !i.Flags.Has(disclosure.FlagProvisional)
		if firm {
			e.Firm++
		}
		due, verdict := old.DueOn != i.DueOn, old.Verdict != i.Verdict
		switch {
		case !due && !verdict && old.Delay != i.Delay:
			e.DelayChanged++
			continue
		case !due && !verdict:
			continue
		}
		if due {
			e.DueMoved++
		}
		if verdict {
			e.VerdictChanged++
		}
		e.Moved = append(e.Moved, movedInstance{
			Body: b.Code, BodyName: b.Name, Office: i.Office, OfficeName: i.OfficeName, Duty: i.Duty, DutyName: i.DutyName,
			Subject: i.Subject, Title: i.Title, DueFrom: old.DueOn.String(), DueTo: i.DueOn.String(),
			VerdictFrom: i18n.VerdictKey(old.Verdict), VerdictTo: i18n.VerdictKey(i.Verdict),
			DelayFrom: old.Delay, DelayTo: i.Delay, Firm: firm, from: old.Verdict, to: i.Verdict,
		})
	}
}

func (m movedInstance) row(app *App) []string {
	firm := ""
	if m.Firm {
		firm = i18n.T(app.Lang, "cli.calendar.firm_yes")
	}
	return []string{m.BodyName, m.OfficeName, m.Duty + " " + m.DutyName, m.Subject, m.Title, m.DueFrom, m.DueTo,
		i18n.Verdict(app.Lang, m.from), i18n.Verdict(app.Lang, m.to), firm}
}
