package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/store"
	"daylight/internal/workday"
)

// CalendarCmd works with the working-day calendar of the store.
type CalendarCmd struct {
	Load CalendarLoadCmd `cmd:"" help:"Load a holiday notice, known from now on, and list every due date that moves."`
	Show CalendarShowCmd `cmd:"" help:"Show the days off and the weekend days worked of a year."`
	List CalendarListCmd `cmd:"" help:"List the notices of the store, with when they became known."`
}

// CalendarListCmd is `daylight calendar list`.
type CalendarListCmd struct {
	AsOf string `help:"Show what was known at this moment: 2026-09-30 (its end) or '2026-09-30 12:00'." placeholder:"MOMENT"`
}

type calendarNotice struct {
	Year        int       `json:"year"`
	Layer       string    `json:"layer"`
	Source      string    `json:"source"`
	Number      string    `json:"number,omitempty"`
	AnnouncedOn string    `json:"announced_on"`
	RecordedAt  time.Time `json:"recorded_at"`
	InForce     bool      `json:"in_force"`
}

// Run prints one row a notice.
func (c *CalendarListCmd) Run(ctx context.Context, app *App) error {
	st, err := app.Store(ctx)
	if err != nil {
		return err
	}
	asOf, err := momentOf(ctx, st, c.AsOf)
	if err != nil {
		return err
	}
	list, err := st.NoticeList(ctx, asOf)
	if err != nil {
		return err
	}
	rows, values := [][]string{}, []calendarNotice{}
	for _, n := range list {
		values = append(values, calendarNotice{n.Year, n.Layer, n.Source, n.Number, n.AnnouncedOn.String(), n.RecordedAt, n.InForce})
		state := "replaced"
		if n.InForce {
			state = "in_force"
		}
		rows = append(rows, []string{strconv.Itoa(n.Year), layerWord(app.Lang, n.Layer), n.Source, n.Number, n.AnnouncedOn.String(),
			n.RecordedAt.Format("2006-01-02 15:04"), i18n.T(app.Lang, "cli.calendar."+state)})
	}
	return app.Print(app.columns("cli.calendar.", "year", "layer", "source", "number", "announced", "recorded", "state"), rows, values)
}

// CalendarShowCmd is `daylight calendar show`.
type CalendarShowCmd struct {
	Year int    `arg:"" optional:"" help:"The year. Without it: this year and the next." placeholder:"YEAR"`
	AsOf string `help:"Show what was known at this moment: 2026-09-30 (its end) or '2026-09-30 12:00'." placeholder:"MOMENT"`
}

type calendarDay struct {
	Date     string `json:"date"`
	Holiday  string `json:"holiday"`
	Workday  bool   `json:"workday"`
	Official bool   `json:"official"`
}

// Run prints one row for each day that a notice speaks of.
func (c *CalendarShowCmd) Run(ctx context.Context, app *App) error {
	st, err := app.Store(ctx)
	if err != nil {
		return err
	}
	asOf, err := momentOf(ctx, st, c.AsOf)
	if err != nil {
		return err
	}
	cal, err := st.Calendar(ctx, asOf)
	if err != nil {
		return err
	}
	first := workday.DateOf(asOf.Add(-time.Millisecond)).Year()
	last := first + 1
	if c.Year != 0 {
		first, last = c.Year, c.Year
	}
	if first < 1971 || first > 2148 {
		return &disclosure.Error{Kind: disclosure.Invalid, Code: "cli.calendar.bad_year", Args: []any{c.Year}}
	}
	rows, days := [][]string{}, []calendarDay{}
	from, to := workday.NewDate(first, time.January, 1), workday.NewDate(last, time.December, 31)
	for s := range cal.Days(from, to) {
		if s.Name == "" {
			continue
		}
		kind := "off"
		if s.Workday {
			kind = "work"
		}
		rows = append(rows, []string{s.Date.String(), weekdayWord(app.Lang, s.Date), s.Name, i18n.T(app.Lang, "cli.calendar."+kind)})
		days = append(days, calendarDay{s.Date.String(), s.Name, s.Workday, !s.Provisional})
	}
	for _, year := range cal.UnofficialYears(from-1, to) {
		fmt.Fprintln(app.Err, i18n.T(app.Lang, "cli.calendar.unofficial", year))
	}
	return app.Print(app.columns("cli.calendar.", "date", "weekday", "holiday", "kind"), rows, days)
}

func weekdayWord(lang i18n.Lang, d workday.Date) string {
	if lang == i18n.English {
		return d.Weekday().String()
	}
	return d.WeekdayName()
}

func layerWord(lang i18n.Lang, layer string) string {
	if layer == workday.CN {
		return i18n.T(lang, "cli.calendar.national")
	}
	return layer
}

func (a *App) columns(room string, keys ...string) []string {
	out := make([]string, len(keys))
	for i, k := range keys {
		out[i] = i18n.T(a.Lang, room+k)
	}
	return out
}

// momentOf reads --as-of; without one it is the latest settled moment.
func momentOf(ctx context.Context, st *store.Store, asOf string) (time.Time, error) {
	return (&PlanShowCmd{AsOf: asOf}).moment(ctx, st)
}

// readNoticeFile reads a notice and says in the reader's language what is wrong
// with it, where, and what to do.
func readNoticeFile(app *App, name string) (workday.Notice, error) {
	f, err := os.Open(name)
	if err != nil {
		return workday.Notice{}, missingFile(name, err)
	}
	defer f.Close()
	n, err := workday.ParseNotice(f)
	faults := workday.Faults(err)
	switch {
	case err == nil:
		return n, nil
	case len(faults) == 0:
		return n, missingFile(name, err)
	}
	var words []string
	for _, f := range faults {
		text := i18n.T(app.Lang, "cli.notice."+f.Code, f.Args...)
		if f.Line > 0 {
			text = i18n.T(app.Lang, "cli.notice.at_line", f.Line, text)
		}
		words = append(words, "  "+text)
	}
	return n, &disclosure.Error{Kind: disclosure.Invalid, Code: "cli.notice.refused", Args: []any{name, strings.Join(words, "\n")}, Err: err}
}

// missingFile is the error for a named file that cannot be read.
func missingFile(name string, err error) error {
	code := "cli.file_unreadable"
	if errors.Is(err, os.ErrNotExist) {
		code = "cli.file_missing"
	}
	return &disclosure.Error{Kind: disclosure.Missed, Code: code, Args: []any{name}, Err: err}
}
