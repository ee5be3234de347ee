package demo

import (
	"fmt"
	"slices"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// rhythm says how often something happens: with a chance per month, between low
// and high times, in some months or in all.
type rhythm struct {
	chance    float64
	low, high int
	months    []time.Month
}

// onEvent makes occasions of decisions, papers and approvals on working days of
// the year, numbered through each calendar year.
func onEvent(y year, d *disclosure.Duty) []*occasion {
	story := storyOf(d)
	luck := throw(y.Seed, d.Code, "rhythm")
	numbers := map[int]int{}
	var all []*occasion
	for month := workday.NewDate(y.From.Year(), y.From.Month(), 1); month <= y.To; month = month.AddMonths(1) {
		for _, day := range story.rhythm.days(luck, y.cal, month) {
			if day < max(y.From, y.since(d)) || day > y.To || d.ActiveTo != 0 && day >= d.ActiveTo {
				continue
			}
			if numbers[day.Year()] == 0 && day.Year() == y.From.Year() {
				numbers[day.Year()] = story.earlier(y.From)
			}
			numbers[day.Year()]++
			subject := fmt.Sprintf("%s〔%d〕%d号", story.number, day.Year(), numbers[day.Year()])
			o := y.begin(d, subject, day)
			topic := story.topic(o.dice, day)
			name := fmt.Sprintf("%d年%d月", day.Year(), day.Month())
			o.title = y.fill(topic.publication, o, name)
			o.paper = y.fill(topic.paper, o, name)
			o.drafter = story.drafter(y.plan, o.paper)
			all = append(all, o)
		}
	}
	return append(all, batch(y, d)...)
}

// days draws the working days of one month on which it happens.
func (r rhythm) days(luck dice, cal *workday.Calendar, month workday.Date) []workday.Date {
	if len(r.months) > 0 && !slices.Contains(r.months, month.Month()) || !luck.chance(r.chance) {
		return nil
	}
	before := month - 1
	working := cal.WorkdaysBetween(before, month.AddMonths(1)-1)
	var days []workday.Date
	for range luck.between(r.low, r.high) {
		days = append(days, cal.AddWorkdays(before, luck.between(1, working)).Date)
	}
	slices.Sort(days)
	return days
}
