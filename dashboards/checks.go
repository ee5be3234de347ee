package dashboards

import (
	"cmp"
	"regexp"
	"slices"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// CheckBoard is the 抽查 page: standing displays and duties performed by others,
// each with what inspectors found.
type CheckBoard struct {
	Duties []CheckDuty
	Total  int
}

// CheckDuty is one duty with its checks, latest first.
type CheckDuty struct {
	DutyLine
	Checks []CheckLine
	Count  int
	Absent int
	More   int // checks beyond those shown
}

// checkRows is how many checks of a duty are shown.
const checkRows = 20

// CheckLine is one spot check.
type CheckLine struct {
	Day       workday.Date
	Subject   string
	Href      string
	Place     string
	ResultKey string
	Result    string
	Inspector string
	File      string // address of the photo or paper
	FileName  string
	Note      string
}

// CheckDuties are the standing duties and those performed by others.
func CheckDuties(p *disclosure.Plan) []disclosure.Duty {
	return dutiesWhere(p, func(d disclosure.Duty) bool { return d.External || d.Trigger == disclosure.Standing })
}

// NewChecks draws the page of the checks from one day to another; zero leaves a
// side open. To an office of its own view only the duties that
// it leads or shares are shown.
func NewChecks(f Frame, events []disclosure.Event, from, to workday.Date) CheckBoard {
	var b CheckBoard
	byDuty := map[string][]disclosure.Event{}
	for _, e := range standing(events) {
		if e.Kind == disclosure.SpotChecked {
			byDuty[e.Duty] = append(byDuty[e.Duty], e)
		}
	}
	for _, d := range CheckDuties(f.Plan) {
		if f.Own != "" && d.Lead != f.Own && !slices.Contains(d.CoOffices, f.Own) {
			continue
		}
		line := CheckDuty{DutyLine: f.dutyLine(d)}
		for _, e := range byDuty[d.Code] {
			c := f.check(e)
			if from != 0 && c.Day < from || to != 0 && c.Day > to {
				continue
			}
			if c.ResultKey == "absent" {
				line.Absent++
			}
			line.Checks = append(line.Checks, c)
		}
		slices.SortStableFunc(line.Checks, func(x, y CheckLine) int { return cmp.Compare(y.Day, x.Day) })
		line.Count = len(line.Checks)
		line.Checks = line.Checks[:min(line.Count, checkRows)]
		line.More = line.Count - len(line.Checks)
		b.Total += line.Count
		b.Duties = append(b.Duties, line)
	}
	return b
}

var sha256Form = regexp.MustCompile(`^[0-9a-f]{64}$`)

func (f Frame) check(e disclosure.Event) CheckLine {
	c := CheckLine{
		Subject: e.Subject, Href: f.Link.Instance(e.Duty, e.Subject), Place: e.Attrs["place"], ResultKey: e.Attrs["result"],
		Result: f.attr(e, "result"), Inspector: e.Attrs["inspector"], Note: e.Note,
	}
	if !e.OccurredAt.IsZero() {
		c.Day = workday.DateOf(e.OccurredAt)
	}
	c.File, c.FileName = f.file(e)
	return c
}

// file is where the attachment of a fact is found, and its name.
func (f Frame) file(e disclosure.Event) (href, name string) {
	sum := e.Attrs["attachment"]
	if f.File == nil || !sha256Form.MatchString(sum) {
		return "", ""
	}
	return f.File(sum), cmp.Or(e.Attrs["attachment_name"], f.T("check.file"))
}
