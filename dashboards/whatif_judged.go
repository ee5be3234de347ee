package dashboards

import (
	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
)

// Rejudged says what other terms do to the instances of a period.
type Rejudged struct {
	Verdicts int // whose verdict is another, of those in the period before and after
	In, Out  int // that the due date moves into the period and out of it
	Lines    []InstanceMove
}

// InstanceMove is an instance whose verdict changes, or that comes or goes.
type InstanceMove struct {
	Office, Duty, DutyName, Subject, Title string
	DueBefore, DueAfter                    string
	Before, After                          string // the verdict; words for outside the period
}

// NewRejudged compares two judgements of the same ledger, in the order of after.
func NewRejudged(f Frame, before, after assessment.Input) (r Rejudged) {
	was := map[string]disclosure.Instance{}
	for _, i := range before.Instances {
		was[i.Key()] = i
	}
	for _, i := range after.Instances {
		old, there := was[i.Key()]
		counted, counts := there && before.Period.Counts(old), after.Period.Counts(i)
		switch {
		case counted && counts && old.Verdict != i.Verdict:
			r.Verdicts++
		case counts && !counted:
			r.In++
		case counted && !counts:
			r.Out++
		default:
			continue
		}
		r.Lines = append(r.Lines, InstanceMove{
			Office: i.OfficeName, Duty: i.Duty, DutyName: f.Duty(i.Duty), Subject: i.Subject, Title: i.Title, DueBefore: dueDay(old), DueAfter: dueDay(i),
			Before: f.verdictIn(old, counted), After: f.verdictIn(i, counts),
		})
	}
	return r
}

func dueDay(i disclosure.Instance) string {
	if i.DueOn == 0 {
		return ""
	}
	return i.DueOn.String()
}

func (f Frame) verdictIn(i disclosure.Instance, counts bool) string {
	if !counts {
		return f.T("whatif.outside")
	}
	return i18n.Verdict(f.Lang, i.Verdict)
}

// Words say in a sentence or two what the judgement changed.
func (r Rejudged) Words(f Frame) string {
	words := f.T("whatif.rejudged_none")
	if r.Verdicts > 0 {
		words = f.T("whatif.rejudged", r.Verdicts)
	}
	if r.In > 0 || r.Out > 0 {
		words += f.T("whatif.moved", r.In, r.Out)
	}
	return words
}

// sheet lists the instances for the annex.
func (r Rejudged) sheet(f Frame) Sheet {
	s := Sheet{Name: f.T("whatif.sheet.instances")}
	for _, key := range []string{"col.office", "rows.csv.code", "col.duty", "rows.csv.subject", "rows.csv.title",
		"whatif.col.due_before", "whatif.col.due_after", "whatif.col.verdict_before", "whatif.col.verdict_after"} {
		s.Head = append(s.Head, f.T(key))
	}
	for _, l := range r.Lines {
		s.Rows = append(s.Rows, []any{l.Office, l.Duty, l.DutyName, l.Subject, l.Title, l.DueBefore, l.DueAfter, l.Before, l.After})
	}
	return s
}
