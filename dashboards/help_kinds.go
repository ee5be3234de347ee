package dashboards

import (
	"strconv"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/workday"
)

// HelpRules is how many rules for hard cases the help tells.
const HelpRules = 22

// HelpKind is the section of the help on one kind of duty, with an example
// worked by the calendar.
type HelpKind struct {
	Key     string
	Example string
	Picture *CasePicture
}

// KindsBoard is the help on how each kind of duty is counted.
type KindsBoard struct {
	Kinds []HelpKind
	Rules []string // numbers of the rules for hard cases
}

// HelpTopic is the section of the help that tells how a duty is counted.
func HelpTopic(d disclosure.Duty) string {
	switch {
	case d.Clock() == disclosure.ByCase:
		return "application"
	case isIncident(d):
		return "hours"
	case d.Trigger == disclosure.Continuous:
		return "continuous"
	case d.Trigger == disclosure.Standing:
		return "standing"
	case d.Trigger == disclosure.OneOff:
		return "one_off"
	case d.Trigger == disclosure.FixedDate:
		return "fixed"
	case d.Trigger == disclosure.Periodic:
		return "periodic"
	case d.Block == "response":
		return "interpretation"
	case d.Term.Unit == disclosure.CalendarDays:
		return "budget"
	}
	return "event"
}

// NewKinds works every example with the calendar.
func NewKinds(f Frame, c *workday.Calendar) KindsBoard {
	x := examples{f, c}
	var b KindsBoard
	for _, k := range []struct {
		key  string
		args []any
	}{
		{"periodic", x.term("2026-09-30", 20)},
		{"event", x.term("2026-02-13", 7)},
		{"fixed", []any{x.weekday("2027-01-31")}},
		{"one_off", x.term("2020-08-07", 20)},
		{"standing", []any{x.day("2026-01-01"), x.day("2026-06-30"), x.day("2026-05-20")}},
		{"continuous", x.silence("2026-03-02", "2026-03-21", 14)},
		{"hours", x.hours()},
		{"application", nil},
		{"interpretation", x.term("2026-04-30", 3)},
		{"budget", x.days("2026-04-14", 20)},
		{"review", append(x.term("2026-01-30", 20), x.day("2026-03-03"), x.day("2026-03-04"))},
		{"nil", x.late("2026-09-30", 20, "2026-11-04")},
		{"withheld", append(x.term("2026-03-02", 20), x.day("2026-03-20"))},
		{"joint", append(x.term("2026-09-30", 20), x.day("2026-10-26"), x.day("2026-10-29"))},
		{"channels", x.channels("2026-09-30", 20, 3)},
		{"changes", append(x.term("2026-06-30", 20), x.day("2026-07-01"))},
		{"suspect", append(x.late("2026-01-30", 20, "2026-03-10"), x.day("2026-03-02"), x.between("2026-03-02", "2026-03-10"))},
	} {
		kind := HelpKind{Key: k.key}
		if k.key == "application" {
			kind.Picture, k.args = x.application()
		}
		kind.Example = f.T("help.kind."+k.key+".example", k.args...)
		b.Kinds = append(b.Kinds, kind)
	}
	for n := range HelpRules {
		b.Rules = append(b.Rules, strconv.Itoa(n+1))
	}
	return b
}

// examples counts; nothing in it is typed in but where a count starts.
type examples struct {
	f Frame
	c *workday.Calendar
}

func (x examples) day(s string) string { return x.f.Day(workday.MustDate(s)) }

func (x examples) weekday(s string) string {
	d := workday.MustDate(s)
	due := x.c.FixedDate(d, false).Date
	return x.f.T("help.kind.on_weekday", x.f.Day(due), x.f.T("weekday."+strconv.Itoa((int(due.Weekday())+6)%7+1)))
}

// term is day 0, the length and the due day.
func (x examples) term(start string, n int) []any {
	return []any{x.day(start), i18n.Delay(x.f.Lang, n, disclosure.Workdays), x.f.Day(x.c.AddWorkdays(workday.MustDate(start), n).Date)}
}

func (x examples) days(start string, n int) []any {
	day := workday.MustDate(start)
	return []any{x.f.Day(day), i18n.Delay(x.f.Lang, n, disclosure.CalendarDays), x.f.Day(x.c.AddDays(day, n, false).Date), x.f.Day(x.c.AddDays(day, n, true).Date)}
}

// late adds a day after the due day and how late that is.
func (x examples) late(start string, n int, published string) []any {
	due, day := x.c.AddWorkdays(workday.MustDate(start), n).Date, workday.MustDate(published)
	return append(x.term(start, n), x.f.Day(day), i18n.Delay(x.f.Lang, x.c.DelayWorkdays(due, day), disclosure.Workdays))
}

func (x examples) between(a, b string) string {
	return i18n.Delay(x.f.Lang, x.c.WorkdaysBetween(workday.MustDate(a), workday.MustDate(b)), disclosure.Workdays)
}

func (x examples) silence(last, next string, limit int) []any {
	a, b := workday.MustDate(last), workday.MustDate(next)
	days := func(n int) string { return i18n.Delay(x.f.Lang, n, disclosure.CalendarDays) }
	return []any{x.f.Day(a), x.f.Day(b), days(int(b - a - 1)), days(int(b-a-1) - limit)}
}

func (x examples) hours() []any {
	at := time.Date(2026, 9, 30, 17, 30, 0, 0, workday.Beijing)
	args := []any{x.f.Minute(at)}
	for _, n := range []int{5, 24, 48} {
		args = append(args, x.f.Minute(workday.AddHours(at, n)))
	}
	return args
}

func (x examples) channels(start string, n, grace int) []any {
	due := x.c.AddWorkdays(workday.MustDate(start), n).Date
	return []any{x.f.Day(due), x.f.Day(x.c.AddWorkdays(due, grace).Date)}
}

// application is a whole case: asked for a correction, consulted, extended and
// answered.
func (x examples) application() (*CasePicture, []any) {
	step := func(id string, kind disclosure.EventKind, day, ref string, attrs map[string]string) disclosure.Event {
		at := workday.MustDate(day).Start()
		return disclosure.Event{ID: id, Kind: kind, OccurredAt: at, RecordedAt: at, Precision: disclosure.ToDay, Ref: ref, Attrs: attrs}
	}
	line, _ := CaseLine(disclosure.Term{N: 20, Unit: disclosure.Workdays}, x.c, []disclosure.Event{
		step("1", disclosure.Received, "2026-03-02", "", map[string]string{"receipt": "internet"}),
		step("2", disclosure.CorrectionAsked, "2026-03-06", "", nil),
		step("3", disclosure.Corrected, "2026-03-16", "2", nil),
		step("4", disclosure.ConsultSent, "2026-03-20", "", map[string]string{"party": "third_party"}),
		step("5", disclosure.ConsultBack, "2026-04-01", "4", nil),
		step("6", disclosure.Extended, "2026-04-20", "", map[string]string{"days": "10", "approved_on": "2026-04-20"}),
		step("7", disclosure.Answered, "2026-05-06", "", map[string]string{"reply": "3.1"}),
	}, workday.MustDate("2026-05-31").End())
	plain := x.c.AddWorkdays(workday.MustDate("2026-03-02"), 20).Date
	return x.f.picture(line), []any{x.day("2026-03-02"), x.f.Day(plain), x.f.Day(line.Clock.OpenedOn), x.f.Day(line.Clock.DueOn)}
}
