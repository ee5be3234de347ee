package workday

// Step is one day of the way to a due date (推算过程).
type Step struct {
	Status
	Counted bool // it uses up one day of the term
	Number  int  // days used up so far; 0 on the day of the trigger
	Rolled  bool // 顺延: the term had run out and waits for a working day
}

// Explain shows day by day how AddWorkdays reaches its date. The first step is
// the start, which is never counted; the last is the result.
func (c *Calendar) Explain(start Date, n int) []Step {
	if start.IsZero() {
		return nil
	}
	direction := Date(1)
	if n < 0 {
		n, direction = -n, -1
	}
	steps := []Step{{Status: c.On(start)}}
	for number, d := 0, start; number < n; {
		d += direction
		s := c.On(d)
		if s.Workday {
			number++
		}
		steps = append(steps, Step{Status: s, Counted: s.Workday, Number: number})
	}
	return steps
}

// ExplainDays shows day by day how AddDays reaches its date. Every day after the
// start is counted; days that only carry the term over a rest are Rolled.
func (c *Calendar) ExplainDays(start Date, n int, roll bool) []Step {
	if start.IsZero() {
		return nil
	}
	steps := []Step{{Status: c.On(start)}}
	for i := 1; i <= n; i++ {
		steps = append(steps, Step{Status: c.On(start + Date(i)), Counted: true, Number: i})
	}
	for last := steps[len(steps)-1]; roll && !last.Workday; {
		last = Step{Status: c.On(last.Date + 1), Number: last.Number, Rolled: true}
		steps = append(steps, last)
	}
	return steps
}
