package nation

import (
	"fmt"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// periods tells what falls due by the calendar (周期、固定日期、一次性).
func (c *clerk) periods() {
	for i := range shipped().Duties {
		d := c.duties[shipped().Duties[i].Code]
		months := int(d.PeriodMonths())
		switch {
		case d.NotJudged != "" || d.Trigger == disclosure.Standing:
		case d.Trigger == disclosure.OneOff:
			c.period(d, "once", workday.DateOf(Announced))
		case months > 0:
			for first := From.AddMonths(-months); first < To; first = first.AddMonths(months) {
				c.period(d, SubjectOf(first, months), first.AddMonths(months)-1)
			}
		}
	}
}

// SubjectOf names a period as the judge does.
func SubjectOf(first workday.Date, months int) string {
	year, nth := first.Year(), (int(first.Month())-1)/months+1
	switch months {
	case 1:
		return fmt.Sprintf("%d-%02d", year, nth)
	case 3:
		return fmt.Sprintf("%dQ%d", year, nth)
	case 6:
		return fmt.Sprintf("%dH%d", year, nth)
	}
	return fmt.Sprint(year)
}

// period reports on the period that ended on the day, or that there is nothing
// to report (零报告).
func (c *clerk) period(d *disclosure.Duty, subject string, end workday.Date) {
	due := c.dueOf(d, end)
	day := due - workday.Date(c.between(0, 4))
	if !c.inTime(d.Lead) {
		day = c.after(due, c.lateness())
		if c.chance(0.3) {
			return
		}
	}
	at := c.at(day)
	if d.NilReturn && c.chance(0.15) {
		e := c.tell(d, subject, disclosure.NilReturn, at)
		if c.chance(0.04) {
			e.Attrs = map[string]string{"unsigned": "1"}
		}
		return
	}
	c.review(d, subject, at)
	c.show(d, subject, at)
}

func (c *clerk) dueOf(d *disclosure.Duty, end workday.Date) workday.Date {
	switch {
	case d.Term.Unit == disclosure.OnDate && d.Term.Month == 0:
		next := end + 1
		return workday.NewDate(next.Year(), next.Month(), d.Term.Day)
	case d.Term.Unit == disclosure.OnDate:
		return workday.NewDate(end.Year()+1, d.Term.Month, d.Term.Day)
	case d.Term.Unit == disclosure.CalendarDays:
		return end + workday.Date(d.Term.N)
	}
	return c.after(end, d.Term.N)
}

// feeds keeps the columns fed (持续更新), with a longer silence now and then.
func (c *clerk) feeds() {
	d := c.duties["1j"]
	for _, channel := range d.Channels {
		for day := workday.DateOf(Announced) + workday.Date(c.between(1, 9)); day < To; {
			at := c.at(day)
			c.publish(d, "日常更新", channel.Code, at).Title = fmt.Sprintf("工作动态%s", day)
			day += workday.Date(c.between(4, 13))
			if !c.inTime(d.Lead) {
				day += workday.Date(c.lateness())
			}
		}
	}
}

// standing tells the checks of what must stay on display (长期公示).
func (c *clerk) standing() {
	d := c.duties["2d"]
	for n := range 6 {
		result := "present"
		if c.chance(0.1) {
			result = "absent"
		}
		day := From + workday.Date(n*61+c.between(0, 50))
		c.tell(d, SubjectOf(workday.NewDate(day.Year(), (day.Month()-1)/6*6+1, 1), 6), disclosure.SpotChecked, c.at(day)).Attrs = map[string]string{"result": result}
	}
}

// incidents tells public concern and emergencies (舆情): the first response, the
// press conference and the updates until it is closed.
func (c *clerk) incidents() {
	for n := range c.between(3, 9) {
		class, gap, term := "other", 72, 48
		if c.chance(0.4) {
			class, gap, term = "major", 24, 5
		}
		subject := fmt.Sprintf("舆情2026-%02d", n+1)
		detected := start(From + workday.Date(c.IntN(360))).Add(time.Duration(c.IntN(24*60)) * time.Minute)
		for _, code := range []string{"8a", "8b", "8c"} {
			e := c.tell(c.duties[code], subject, disclosure.Detected, detected)
			if !c.chance(0.02) {
				e.Attrs = map[string]string{"class": class}
			}
		}
		c.respond("8a", subject, detected, term)
		if class == "major" {
			c.respond("8c", subject, detected, 24)
		}
		c.followUp(subject, detected, gap)
	}
}

func (c *clerk) respond(code, subject string, detected time.Time, hours int) {
	d := c.duties[code]
	at := detected.Add(time.Duration(c.between(20, hours*60-1)) * time.Minute)
	if !c.inTime(d.Lead) {
		at = detected.Add(time.Duration(hours*60+c.between(1, 40*60)) * time.Minute)
	}
	c.review(d, subject, at)
	c.show(d, subject, at)
}

func (c *clerk) followUp(subject string, detected time.Time, gap int) {
	d, at := c.duties["8b"], detected
	for range c.between(1, 6) {
		at = at.Add(time.Duration(c.between(gap*30, gap*58)) * time.Minute)
		if !c.inTime(d.Lead) {
			at = at.Add(time.Duration(c.between(gap/2, gap*3)) * time.Hour)
		}
		c.tell(d, subject, disclosure.FollowUp, at).Channel = main(d)
	}
	if c.chance(0.9) {
		c.tell(d, subject, disclosure.Closed, at.Add(time.Duration(c.between(60, gap*55))*time.Minute))
	}
}
