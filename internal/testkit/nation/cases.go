package nation

import (
	"fmt"
	"strconv"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// applications answers requests (依申请公开): a tenth of the ledger.
func (c *clerk) applications() {
	d := c.duties["9"]
	for n := 1; len(c.events) < c.want/10; n++ {
		c.application(d, fmt.Sprintf("依申请2026-%04d", n))
	}
}

func (c *clerk) application(d *disclosure.Duty, subject string) {
	day := c.workday()
	toDay(c.tell(d, subject, disclosure.Received, c.at(day)), day)
	term := d.Term.N
	if c.chance(0.12) {
		day, term = c.step(d, subject, day)
	}
	switch {
	case c.chance(0.006):
		c.tell(d, subject, disclosure.NotApplicable, c.at(c.after(day, 3))).Note = "申请人撤回"
	case c.chance(0.01):
		c.tell(d, subject, disclosure.Withheld, c.at(c.after(day, 9))).Note = "条例第十四条"
	case c.inTime(d.Lead):
		c.answer(d, subject, c.after(day, c.between(1, term)))
	case c.chance(0.8):
		c.answer(d, subject, c.after(day, term+c.lateness()))
	}
}

func (c *clerk) answer(d *disclosure.Duty, subject string, day workday.Date) {
	e := toDay(c.tell(d, subject, disclosure.Answered, c.at(day)), day)
	e.Attrs = map[string]string{"code": "3.1", "document": subject + "答复书"}
}

// step tells what happens on the way, and returns from when the clock runs and
// for how long.
func (c *clerk) step(d *disclosure.Duty, subject string, day workday.Date) (workday.Date, int) {
	term, began := d.Term.N, c.after(day, c.between(1, 9))
	switch c.IntN(4) {
	case 0:
		asked := toDay(c.tell(d, subject, disclosure.CorrectionAsked, c.at(began)), began).ID
		back := c.after(began, c.between(2, 12))
		toDay(c.tell(d, subject, disclosure.Corrected, c.at(back)), back).Ref = asked
		return back, term
	case 1:
		sent := toDay(c.tell(d, subject, disclosure.ConsultSent, c.at(began)), began).ID
		days := c.between(3, 15)
		back := c.after(began, days)
		toDay(c.tell(d, subject, disclosure.ConsultBack, c.at(back)), back).Ref = sent
		return day, term + days
	case 2:
		approved, days := c.after(day, c.between(8, 18)), c.between(5, 20)
		e := toDay(c.tell(d, subject, disclosure.Extended, c.at(approved)), approved)
		e.Attrs = map[string]string{"days": strconv.Itoa(days), "approved_on": approved.String()}
		return day, term + days
	}
	reason := "fee"
	if c.chance(0.5) {
		reason = "unreachable"
	}
	paused := toDay(c.tell(d, subject, disclosure.Paused, c.at(began)), began)
	paused.Attrs = map[string]string{"reason": reason}
	id, back := paused.ID, c.after(began, c.between(2, 15))
	toDay(c.tell(d, subject, disclosure.Resumed, c.at(back)), back).Ref = id
	return back, term
}
