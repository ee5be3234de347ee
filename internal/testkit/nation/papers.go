package nation

import (
	"strconv"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// papers fills the ledger up with what is published on an event: decisions,
// papers, approvals.
func (c *clerk) papers() {
	for len(c.events) < c.want {
		c.number++
		c.paper(c.draw(), "民发〔2026〕"+strconv.Itoa(c.number)+"号")
	}
}

func (c *clerk) draw() *disclosure.Duty {
	x := c.Float64()
	for _, s := range shares {
		if x -= s.share; x < 0 {
			return c.duties[s.duty]
		}
	}
	return c.duties[shares[0].duty]
}

// paper tells one occurrence: opened, reviewed, published.
func (c *clerk) paper(d *disclosure.Duty, subject string) {
	day := c.workday()
	if c.chance(0.04) {
		c.unusual(d, subject, day)
		return
	}
	c.open(d, subject, day)
	if at, ok := c.shown(d, day); ok {
		c.review(d, subject, at)
		c.show(d, subject, at)
	}
}

func (c *clerk) open(d *disclosure.Duty, subject string, day workday.Date) *disclosure.Event {
	e := toDay(c.tell(d, subject, disclosure.Triggered, c.at(day)), day)
	e.FormedOn, e.DocNumber = day, subject
	return e
}

// shown draws when an office publishes what was opened on the day, if at all.
func (c *clerk) shown(d *disclosure.Duty, day workday.Date) (time.Time, bool) {
	term := d.Term.N
	if d.Term.Unit == disclosure.CalendarDays {
		term = term * 5 / 7
	}
	if c.inTime(d.Lead) {
		return c.at(c.after(day, c.IntN(term+1))), true
	}
	if c.chance(0.25) {
		return time.Time{}, false
	}
	return c.at(c.after(day, term+c.lateness())), true
}

// review tells the review that most publications have.
func (c *clerk) review(d *disclosure.Duty, subject string, shown time.Time) {
	switch {
	case !d.Review || c.chance(0.03):
	case c.chance(0.02):
		c.tell(d, subject, disclosure.Reviewed, shown.Add(26*time.Hour))
	default:
		e := c.tell(d, subject, disclosure.Reviewed, shown.Add(-time.Duration(c.between(30, 3000))*time.Minute))
		e.Attrs = map[string]string{"post": "科室负责人"}
	}
}

// show publishes on the channels that the duty asks for, seldom not on all.
func (c *clerk) show(d *disclosure.Duty, subject string, at time.Time) *disclosure.Event {
	e := c.publish(d, subject, main(d), at)
	e.Fields = c.covered(d)
	for _, other := range d.Channels[min(len(d.Channels), 1):] {
		if c.chance(0.93) {
			c.publish(d, subject, other.Code, at.Add(time.Duration(c.between(5, 2000))*time.Minute))
		}
	}
	if d.Code == "6a" { // the same paper counts for the detail that is asked of it
		detail := c.duties["6c"]
		c.open(detail, subject, workday.DateOf(at)-3)
		c.publish(detail, subject, main(detail), at).Fields = c.covered(detail)
	}
	return e
}

// covered are the points of the checklist that a publication has.
func (c *clerk) covered(d *disclosure.Duty) []string {
	if len(d.Fields) == 0 || c.chance(0.3) {
		return nil
	}
	if c.chance(0.08) {
		return d.Fields[:len(d.Fields)-1]
	}
	return d.Fields
}
