package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"daylight/internal/workday"
)

// WorkdayCmd answers questions about terms and the working-day calendar from
// the shipped notices; it needs no store.
type WorkdayCmd struct {
	Add     WorkdayAddCmd     `cmd:"" help:"Count a term from a day: the due date, whether it is provisional, and the notices it rests on."`
	Between WorkdayBetweenCmd `cmd:"" help:"Count the working days after one day, up to and including another."`
	Show    WorkdayShowCmd    `cmd:"" help:"Show what the calendar says of a day or of each day of a span."`
	Notices WorkdayNoticesCmd `cmd:"" help:"List the notices in force, with their numbers and what is verified."`
}

// CalendarFlags choose the version of the calendar.
type CalendarFlags struct {
	AsOf   string   `help:"Use only notices announced by this day." placeholder:"DATE"`
	Notice []string `help:"Add a notice from a JSON file: next year's, or a local festival's. Repeatable." type:"existingfile" placeholder:"FILE"`
}

func (f CalendarFlags) calendar(app *App) (*workday.Calendar, error) {
	notices := workday.OfficialNotices()
	for _, name := range f.Notice {
		n, err := readNoticeFile(app, name)
		if err != nil {
			return nil, err
		}
		notices = append(notices, n)
	}
	if f.AsOf != "" {
		day, err := readDate(f.AsOf)
		if err != nil {
			return nil, fmt.Errorf("read --as-of: %w", err)
		}
		notices = workday.KnownBy(notices, day.Start())
	}
	return workday.NewCalendar(notices...)
}

// WorkdayAddCmd is `daylight workday add`.
type WorkdayAddCmd struct {
	CalendarFlags `embed:""`
	Start         string `arg:"" help:"Day of the trigger, which is day 0: 2026-09-30, 2026年9月30日. With --hours a moment: '2026-09-30 22:15'."`
	N             int    `arg:"" help:"Length of the term, in working days unless --days or --hours."`
	Days          bool   `help:"Count calendar days." xor:"clock"`
	Hours         bool   `help:"Count hours, through nights and holidays." xor:"clock"`
	Roll          bool   `help:"With --days, move an end on a rest day to the next working day." default:"true" negatable:""`
	Explain       bool   `help:"Show day by day how the date is reached."`
}

type workdayAnswer struct {
	Start       string        `json:"start"`
	Term        int           `json:"term"`
	Unit        string        `json:"unit"`
	Due         string        `json:"due"`
	Weekday     string        `json:"weekday"`
	Provisional bool          `json:"provisional"`
	Missing     []int         `json:"years_without_notice,omitempty"`
	Notices     []string      `json:"notices,omitempty"`
	Calendar    string        `json:"calendar_version,omitempty"`
	Steps       []workdayStep `json:"steps,omitempty"`
}

type workdayDay struct {
	Date        string `json:"date"`
	Weekday     string `json:"weekday"`
	Label       string `json:"label"`
	Workday     bool   `json:"workday"`
	Provisional bool   `json:"provisional"`
}

type workdayStep struct {
	workdayDay
	Counted bool `json:"counted"`
	Number  int  `json:"number"`
	Rolled  bool `json:"rolled"`
}

// longestTerm bounds what a person can sensibly ask for: a century of days.
const longestTerm = 36500

// Run counts the term and prints the answer.
func (cmd *WorkdayAddCmd) Run(app *App) error {
	if cmd.N < 0 || cmd.N > longestTerm {
		return fmt.Errorf("count term: want a length from 0 to %d, not %d", longestTerm, cmd.N)
	}
	if cmd.Hours {
		return cmd.addHours(app)
	}
	c, err := cmd.calendar(app)
	if err != nil {
		return err
	}
	start, err := readDate(cmd.Start)
	if err != nil {
		return fmt.Errorf("read start: %w", err)
	}
	unit, asked, result := workday.Workdays, start, c.AddWorkdays(start, cmd.N)
	if cmd.Days {
		unit, result = workday.CalendarDays, c.AddDays(start, cmd.N, cmd.Roll)
		asked = start + workday.Date(cmd.N) - 1 // only the end is looked up
		if !cmd.Roll {
			asked = result.Date
		}
	}
	answer := workdayAnswer{
		Start: start.String(), Term: cmd.N, Unit: unit.String(),
		Due: result.Date.String(), Weekday: result.Date.WeekdayName(), Provisional: result.Provisional,
		Missing: c.UnofficialYears(asked, result.Date), Calendar: c.Version(),
	}
	for _, n := range c.Consulted(asked, result.Date) {
		answer.Notices = append(answer.Notices, n.Cite())
	}
	hintProvisional(app, answer.Missing)
	if cmd.Explain {
		return cmd.explain(app, c, start, answer)
	}
	return app.Print(
		[]string{"起算日", "时限", "到期日", "星期", "暂定", "依据"},
		[][]string{{answer.Start, fmt.Sprint(cmd.N, unit.Label()), answer.Due, answer.Weekday, provisionalMark(result.Provisional), strings.Join(answer.Notices, "；")}},
		answer)
}

func (cmd *WorkdayAddCmd) explain(app *App, c *workday.Calendar, start workday.Date, answer workdayAnswer) error {
	steps := c.Explain(start, cmd.N)
	if cmd.Days {
		steps = c.ExplainDays(start, cmd.N, cmd.Roll)
	}
	var rows [][]string
	for i, s := range steps {
		number := "—"
		switch {
		case i == 0:
			number = "0（起算，不计）"
		case s.Counted:
			number = strconv.Itoa(s.Number)
		case s.Rolled:
			number = "顺延"
		}
		rows = append(rows, []string{s.Date.String(), s.Date.WeekdayName(), number, s.Label(), provisionalMark(s.Provisional)})
		answer.Steps = append(answer.Steps, workdayStep{dayOf(s.Status), s.Counted, s.Number, s.Rolled})
	}
	if len(answer.Notices) > 0 {
		fmt.Fprintf(app.Err, "依据：%s\n", strings.Join(answer.Notices, "；"))
	}
	return app.Print([]string{"日期", "星期", "第几日", "说明", "暂定"}, rows, answer)
}

func (cmd *WorkdayAddCmd) addHours(app *App) error {
	if cmd.Explain {
		return fmt.Errorf("explain hours: hours run through nights and holidays, there is nothing to explain")
	}
	const layout = "2006-01-02 15:04"
	start, err := time.ParseInLocation(layout, strings.Replace(cmd.Start, "T", " ", 1), workday.Beijing)
	if err != nil {
		return fmt.Errorf("read start %q: want a moment such as '2026-09-30 22:15'", cmd.Start)
	}
	due := workday.AddHours(start, cmd.N)
	answer := workdayAnswer{
		Start: start.Format(layout), Term: cmd.N, Unit: workday.Hours.String(),
		Due: due.Format(layout), Weekday: workday.DateOf(due).WeekdayName(),
	}
	return app.Print([]string{"起算时刻", "时限", "到期时刻", "星期"},
		[][]string{{answer.Start, fmt.Sprint(cmd.N, workday.Hours.Label()), answer.Due, answer.Weekday}}, answer)
}

// WorkdayBetweenCmd is `daylight workday between`.
type WorkdayBetweenCmd struct {
	CalendarFlags `embed:""`
	From          string `arg:"" help:"Day 0, not counted."`
	To            string `arg:"" help:"Last day, counted. Before the first day the count is negative."`
}

// Run counts and prints.
func (cmd *WorkdayBetweenCmd) Run(app *App) error {
	c, err := cmd.calendar(app)
	if err != nil {
		return err
	}
	from, to, err := readSpan(cmd.From, cmd.To)
	if err != nil {
		return err
	}
	first, last := min(from, to), max(from, to)
	hintProvisional(app, c.UnofficialYears(first, last))
	answer := struct {
		From        string `json:"from"`
		To          string `json:"to"`
		Workdays    int    `json:"workdays"`
		Days        int    `json:"days"`
		Provisional bool   `json:"provisional"`
		Calendar    string `json:"calendar_version"`
	}{from.String(), to.String(), c.WorkdaysBetween(from, to), int(to - from), c.Provisional(first, last), c.Version()}
	return app.Print([]string{"自（不计）", "至（计入）", "工作日", "自然日", "暂定"},
		[][]string{{answer.From, answer.To, strconv.Itoa(answer.Workdays), strconv.Itoa(answer.Days), provisionalMark(answer.Provisional)}}, answer)
}

// WorkdayShowCmd is `daylight workday show`.
type WorkdayShowCmd struct {
	CalendarFlags `embed:""`
	From          string `arg:"" help:"The day, or the first of a span."`
	To            string `arg:"" optional:"" help:"Last day of the span."`
	Special       bool   `help:"Only holidays and worked weekend days."`
}

// Run prints one row a day.
func (cmd *WorkdayShowCmd) Run(app *App) error {
	c, err := cmd.calendar(app)
	if err != nil {
		return err
	}
	if cmd.To == "" {
		cmd.To = cmd.From
	}
	from, to, err := readSpan(cmd.From, cmd.To)
	if err != nil {
		return err
	}
	if to < from || to-from > longestTerm {
		return fmt.Errorf("show days: want a span that runs forward, at most %d days", longestTerm)
	}
	rows, days := [][]string{}, []workdayDay{}
	for s := range c.Days(from, to) {
		if cmd.Special && s.Name == "" {
			continue
		}
		rows = append(rows, []string{s.Date.String(), s.Date.WeekdayName(), s.Label(), provisionalMark(s.Provisional)})
		days = append(days, dayOf(s))
	}
	return app.Print([]string{"日期", "星期", "说明", "暂定"}, rows, days)
}

// WorkdayNoticesCmd is `daylight workday notices`.
type WorkdayNoticesCmd struct {
	CalendarFlags `embed:""`
}

// Run prints one row a notice.
func (cmd *WorkdayNoticesCmd) Run(app *App) error {
	c, err := cmd.calendar(app)
	if err != nil {
		return err
	}
	mark := func(m workday.Mark) string {
		return map[workday.Mark]string{workday.Verified: "已核", workday.FromMemory: "未核"}[m]
	}
	var rows [][]string
	for _, n := range c.Notices() {
		rows = append(rows, []string{strconv.Itoa(n.Year), n.Layer, n.Source, n.Number, n.AnnouncedOn.String(), mark(n.Marks.Days), mark(n.Marks.Number)})
	}
	return app.Print([]string{"年度", "层级", "文件", "文号", "发布日期", "日期核实", "文号核实"}, rows, c.Notices())
}

func readSpan(a, b string) (from, to workday.Date, err error) {
	if from, err = readDate(a); err != nil {
		return 0, 0, fmt.Errorf("read first day: %w", err)
	}
	if to, err = readDate(b); err != nil {
		return 0, 0, fmt.Errorf("read last day: %w", err)
	}
	return from, to, nil
}

func dayOf(s workday.Status) workdayDay {
	return workdayDay{s.Date.String(), s.Date.WeekdayName(), s.Label(), s.Workday, s.Provisional}
}

func provisionalMark(provisional bool) string {
	if provisional {
		return "暂定"
	}
	return ""
}

// hintProvisional says beside the answer which years it cannot be sure of.
func hintProvisional(app *App, years []int) {
	var words []string
	for _, y := range years {
		words = append(words, fmt.Sprint(y, "年"))
	}
	if len(words) > 0 {
		fmt.Fprintf(app.Err, "提示：%s的放假通知未收录，结果为暂定。\n", strings.Join(words, "、"))
	}
}
