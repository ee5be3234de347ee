package dashboards

import (
	"fmt"
	"strconv"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// CasePicture is the clock of an application as a line with numbered marks, and
// the table beside it that says the same in words. Places are shares of the
// whole width, so the picture needs no script and no style of its own.
type CasePicture struct {
	Bars     []CaseBar
	Dots     []CaseDot
	From, To workday.Date
	Height   int // of the drawing in pixels
	BarY     int
	TextY    int
	Rows     []CaseRow
	Words    string // what a reader hears instead of the picture
	Line     ClockLine
	Legend   []string // classes of the stretches that occur
}

// CaseBar is a stretch of the line.
type CaseBar struct{ X, Width, Class, Words string }

// CaseDot is a numbered mark above the line.
type CaseDot struct {
	X     string
	Y     int
	No    int
	Class string
}

// CaseRow is one mark or stretch in words.
type CaseRow struct {
	No     int // 0 for stretches
	Day    workday.Date
	What   string
	Effect string
	Rule   string
	Note   string
}

// Of the drawing: the height of a row of marks, the top of the bar, and how
// near in percent two marks may come before one moves up.
const (
	dotRow  = 24
	nearest = 7.0
)

var stretchClass = map[Stretch]string{Running: "running", Stopped: "stopped", ToGo: "togo", Over: "over"}

// picture lays out a clock.
func (f Frame) picture(line ClockLine) *CasePicture {
	p := &CasePicture{Line: line}
	if len(line.Marks) == 0 {
		return nil
	}
	p.From, p.To = line.Marks[0].Day, line.Today
	if line.Clock.AnsweredOn != 0 {
		p.To = line.Clock.AnsweredOn
	}
	for _, m := range line.Marks {
		p.To = max(p.To, m.Day)
	}
	for _, s := range line.Segments {
		p.From, p.To = min(p.From, s.From), max(p.To, s.To)
	}
	span := float64(max(p.To-p.From, 1))
	share := func(d workday.Date) float64 { return float64(d-p.From) / span * 100 }
	seen := map[string]bool{}
	for _, s := range line.Segments {
		class := stretchClass[s.Kind]
		p.Bars = append(p.Bars, CaseBar{percent(share(s.From)), percent(share(s.To) - share(s.From)), class, f.stretchWords(s)})
		if !seen[class] {
			seen[class], p.Legend = true, append(p.Legend, class)
		}
	}
	rows := p.place(line.Marks, share)
	p.BarY = rows*dotRow + 4
	p.TextY, p.Height = p.BarY+34, p.BarY+40
	for n := range p.Dots {
		p.Dots[n].Y = (rows-p.Dots[n].Y)*dotRow - dotRow/2
	}
	for n, m := range line.Marks {
		p.Rows = append(p.Rows, f.caseRow(n+1, m))
	}
	p.Words = f.T("case.picture", f.Day(p.From), f.Day(p.To), len(line.Marks))
	return p
}

// place puts each mark on the lowest row on which it does not touch another,
// and returns how many rows there are. Y is the row until then.
func (p *CasePicture) place(marks []ClockMark, share func(workday.Date) float64) int {
	var last []float64
	for n, m := range marks {
		if m.Day == 0 {
			continue // an undated fact stands in the table only
		}
		// The round marks stay whole at both ends.
		x, row := min(max(share(m.Day), 3), 97), 0
		for row < len(last) && x-last[row] < nearest {
			row++
		}
		if row == len(last) {
			last = append(last, 0)
		}
		last[row] = x
		p.Dots = append(p.Dots, CaseDot{X: percent(x), Y: row, No: n + 1, Class: effectKeys[m.Effect]})
	}
	return len(last)
}

func percent(share float64) string { return strconv.FormatFloat(share, 'f', 2, 64) + "%" }

func (f Frame) stretchWords(s ClockSegment) string {
	key := stretchClass[s.Kind]
	if s.Restarts {
		key = "awaits"
	}
	return f.T("case.stretch."+key, f.Day(s.From), f.Day(s.To), s.Workdays)
}

var effectKeys = map[Effect]string{
	Starts: "starts", Resets: "resets", Stops: "stops", Excludes: "excludes", Overlaps: "overlaps", Extends: "extends",
	Resumes: "resumes", Waits: "waits", Ends: "ends", Void: "void", Falls: "falls",
}

func (f Frame) caseRow(no int, m ClockMark) CaseRow {
	row := CaseRow{No: no, Day: m.Day, Rule: f.rule(m), Note: m.Event.Note}
	effect := "case.effect." + effectKeys[m.Effect]
	switch m.Effect {
	case Excludes, Overlaps, Extends:
		row.Effect = f.T(effect, m.Days)
	case Void:
		row.Effect = f.T(effect, f.T("case.why."+whyKey(m)))
	default:
		row.Effect = f.T(effect)
	}
	switch {
	case m.Kind == 0:
		row.What = f.T("case.due")
	case m.Kind == disclosure.Answered:
		row.What = f.KindWords(m.Kind) + f.replyNote(m.Event)
	case m.Of != nil:
		row.What = f.KindWords(m.Kind) + f.detail(m.Of)
	default:
		row.What = f.KindWords(m.Kind) + f.detail(m.Event.Attrs)
	}
	return row
}

// whyKey tells an answer given before the step from one given while a
// correction or a fee was still awaited.
func whyKey(m ClockMark) string {
	if m.Why == disclosure.VoidAnswered && m.Awaited {
		return "answered_without"
	}
	return string(m.Why)
}

// rule names the article that a step rests on.
func (f Frame) rule(m ClockMark) string {
	key := "case.rule." + eventKeys[m.Kind]
	switch {
	case m.Kind == 0:
		key = "case.rule.due"
	case m.Of["party"] == "third_party":
		key = "case.rule.third_party"
	case m.Of["party"] == "co_maker":
		key = "case.rule.co_maker"
	case m.Of["reason"] == "fee":
		key = "case.rule.fee"
	}
	return f.T(key)
}

// KindWords is the word for a kind of fact.
func (f Frame) KindWords(kind disclosure.EventKind) string { return f.T("event." + eventKeys[kind]) }

// replyNote says how an application was answered, in the words and codes of the
// annual report's table: 予以公开（3.1）.
func (f Frame) replyNote(e disclosure.Event) string {
	if words := f.Reply(e.Attrs["reply"]); words != "" {
		return f.T("case.comma") + words
	}
	return ""
}

// Reply writes a table code with its words; a code that the table does not have
// stands alone.
func (f Frame) Reply(code string) string {
	if code == "" {
		return ""
	}
	if !f.has("reply." + code) {
		return code
	}
	return f.T("reply.coded", f.T("reply."+code), code)
}

// detail adds what attributes say in words.
func (f Frame) detail(attrs map[string]string) string {
	for _, name := range detailed {
		if v := attrs[name]; v != "" && f.has(fmt.Sprintf("attr.%s.%s", name, v)) {
			return f.T("case.colon") + f.T(fmt.Sprintf("attr.%s.%s", name, v))
		}
	}
	return ""
}

var detailed = []string{"receipt", "party", "reason", "delivery", "result", "decision"}
