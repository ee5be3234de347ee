package annualreport

import (
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// Input is what a report is counted from.
type Input struct {
	Year    int
	Body    string
	Cases   []Case
	Matters []Matter
	// Opened has the openings of duties that the plan counts on a line of the
	// report, by Duty.AnnualLine.
	Opened map[string][]workday.Date
}

// Gap is something the ledger does not say, and where it is counted until it does.
type Gap struct {
	Code    string // no_receipt, no_applicant, no_reply, closed_without_outcome
	Duty    string
	Subject string // of the case, or the number of the matter
	Cell    Cell   // where it is counted meanwhile; zero when it is counted nowhere
}

// Compute counts the three tables. Cases whose applicant or kind of reply was
// not recorded stand under 其他 and are named in the gaps, so that the tables
// add up and nothing is lost.
func Compute(in Input) (Report, []Gap) {
	c := &counting{Report: Report{Year: in.Year, Body: in.Body},
		from: workday.NewDate(in.Year, time.January, 1), to: workday.NewDate(in.Year, time.December, 31)}
	for _, x := range in.Cases {
		c.application(x)
	}
	for _, m := range in.Matters {
		c.matter(m)
	}
	for line, days := range in.Opened {
		for _, d := range days {
			if c.within(d) {
				c.A[lineOf(line)]++
			}
		}
	}
	c.A[LineFees] = (c.fen + 5_000) / 10_000
	c.total()
	return c.Report, c.gaps
}

type counting struct {
	Report
	from, to workday.Date
	fen      int64
	gaps     []Gap
}

func (c *counting) within(d workday.Date) bool { return d >= c.from && d <= c.to }

func (c *counting) gap(code string, x Case, cell Cell) {
	c.gaps = append(c.gaps, Gap{code, x.Duty, x.Subject, cell})
}

// application counts a case: received this year or brought forward, answered
// this year or carried on. One answered before the year, or received after it,
// is none of this year's.
func (c *counting) application(x Case) {
	if x.Received == 0 {
		if x.AnsweredOn == 0 || x.AnsweredOn >= c.from {
			c.gap("no_receipt", x, Cell{})
		}
		return
	}
	if x.Received > c.to || x.AnsweredOn != 0 && x.AnsweredOn < c.from {
		return
	}
	column := columnOf(x.Applicant)
	start, end := RowNew, RowCarried
	if x.Received < c.from {
		start = RowBrought
	}
	if x.AnsweredOn != 0 && x.AnsweredOn <= c.to {
		if end = rowOf(x.Reply); end < 0 {
			end = lastReply
			c.gap("no_reply", x, Cell{'B', end, column})
		}
	}
	if x.Applicant != Applicants[column] {
		c.gap("no_applicant", x, Cell{'B', start, column})
	}
	c.B[start][column]++
	c.B[end][column]++
}

func columnOf(applicant string) int {
	for n, code := range Applicants {
		if code == applicant {
			return n
		}
	}
	return len(Applicants) - 1
}

func lineOf(code string) int {
	for n, l := range Lines {
		if l.Code == code {
			return n
		}
	}
	return -1
}

func (c *counting) matter(m Matter) {
	count := int64(max(1, m.Count))
	switch m.Kind {
	case Normative:
		c.paper(m, count)
	case Permit, Penalty, Coercion:
		if c.within(m.On) {
			c.A[lineOf(map[MatterKind]string{Permit: "permit", Penalty: "penalty", Coercion: "coercion"}[m.Kind])] += count
		}
	case Fee:
		if c.within(m.On) {
			c.fen += m.Amount
		}
	case Review, Suit, SuitAfterReview:
		c.challenge(m)
	}
}

func (c *counting) paper(m Matter, count int64) {
	if c.within(m.On) {
		c.A[3] += count
	}
	if m.EndedOn != 0 && c.within(m.EndedOn) {
		c.A[4] += count
	}
	if m.On <= c.to && (m.EndedOn == 0 || m.EndedOn > c.to) {
		c.A[5] += count
	}
}

// challenge counts a review or a suit in the year it ended, and as 尚未审结 in
// every year at whose end it was open.
func (c *counting) challenge(m Matter) {
	row := int(m.Kind - Review)
	switch {
	case m.On > c.to || m.EndedOn != 0 && m.EndedOn < c.from:
	case m.EndedOn == 0 || m.EndedOn > c.to:
		c.C[row][3]++
	default:
		column := 2
		for n, code := range MatterOutcomes {
			if code == m.Outcome {
				column = n
			}
		}
		if m.Outcome == "" {
			c.gaps = append(c.gaps, Gap{"closed_without_outcome", "", m.Number, Cell{'C', row, column}})
		}
		c.C[row][column]++
	}
}

// OpenedBy collects the openings of the duties that the plan counts on a line
// of the report. Instances that were voided are not among the judged ones.
func OpenedBy(duties []disclosure.Duty, instances []disclosure.Instance) map[string][]workday.Date {
	lines := map[string]string{}
	for _, d := range duties {
		if d.AnnualLine != "" {
			lines[d.Code] = d.AnnualLine
		}
	}
	opened := map[string][]workday.Date{}
	for _, i := range instances {
		if line := lines[i.Duty]; line != "" && i.OpenedOn != 0 && i.Verdict != disclosure.Inapplicable {
			opened[line] = append(opened[line], i.OpenedOn)
		}
	}
	return opened
}
