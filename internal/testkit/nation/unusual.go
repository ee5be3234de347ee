package nation

import (
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// unusual tells an occurrence in which something went another way.
func (c *clerk) unusual(d *disclosure.Duty, subject string, day workday.Date) {
	shown, published := c.shown(d, day)
	if !published {
		shown = c.at(c.after(day, 2))
	}
	stories := []func(*disclosure.Duty, string, workday.Date, time.Time){
		c.withdrawn, c.withdrawn, c.revised, c.revised, c.mistaken, c.mistaken, c.contradicted, c.contradicted, c.contradicted, c.excused,
		c.undated, c.early, c.again, c.reassigned, c.handedOver, c.elsewhere,
	}
	stories[c.IntN(len(stories))](d, subject, day, shown)
}

// withdrawn: taken down, and mostly up again (撤下).
func (c *clerk) withdrawn(d *disclosure.Duty, subject string, day workday.Date, shown time.Time) {
	c.open(d, subject, day)
	c.review(d, subject, shown)
	c.show(d, subject, shown)
	down := shown.Add(time.Duration(c.between(60, 15*24*60)) * time.Minute)
	c.tell(d, subject, disclosure.Withdrawn, down).Channel = main(d)
	if c.chance(0.8) {
		c.publish(d, subject, main(d), down.Add(time.Duration(c.between(60, 10*24*60))*time.Minute))
	}
}

// revised: what lacked is added (修订).
func (c *clerk) revised(d *disclosure.Duty, subject string, day workday.Date, shown time.Time) {
	c.open(d, subject, day)
	c.review(d, subject, shown)
	c.show(d, subject, shown)
	e := c.tell(d, subject, disclosure.Revised, shown.Add(time.Duration(c.between(1, 20*24))*time.Hour))
	e.Channel, e.Fields, e.Title = main(d), d.Fields, d.Name+"（修订）"
}

// mistaken: an entry was wrong and is voided, another takes its place (作废).
func (c *clerk) mistaken(d *disclosure.Duty, subject string, day workday.Date, shown time.Time) {
	c.open(d, subject, day)
	c.review(d, subject, shown)
	wrong := c.publish(d, subject, main(d), shown.Add(-time.Duration(c.between(24, 240))*time.Hour)).ID
	c.tell(d, subject, disclosure.Voided, shown.Add(time.Duration(c.between(24, 480))*time.Hour)).Ref = wrong
	if c.chance(0.8) {
		c.show(d, subject, shown)
	}
}

// contradicted: the claimed date is earlier than other evidence, and at times a
// person decides (疑似倒签、裁定).
func (c *clerk) contradicted(d *disclosure.Duty, subject string, day workday.Date, shown time.Time) {
	c.open(d, subject, day)
	c.review(d, subject, shown)
	e := c.show(d, subject, shown)
	if found := workday.DateOf(shown) + workday.Date(c.between(4, 25)); c.chance(0.5) {
		e.URLDate = found
	} else {
		e.FirstSeen = c.at(found)
	}
	id := e.ID
	if c.chance(0.5) {
		decision := "claimed"
		if c.chance(0.4) {
			decision = "forged"
		}
		ruled := c.tell(d, subject, disclosure.Ruled, shown.AddDate(0, 0, c.between(26, 40)))
		ruled.Ref, ruled.Attrs, ruled.Note = id, map[string]string{"decision": decision}, "已调阅后台日志"
	}
}

// excused: lawfully not disclosed, or it does not apply after all.
func (c *clerk) excused(d *disclosure.Duty, subject string, day workday.Date, _ time.Time) {
	c.open(d, subject, day)
	kind := disclosure.Withheld
	if c.chance(0.4) {
		kind = disclosure.NotApplicable
	}
	c.tell(d, subject, kind, c.at(c.after(day, c.between(1, 5)))).Note = "经审批"
}

// undated: nobody knows when it was opened (待核).
func (c *clerk) undated(d *disclosure.Duty, subject string, day workday.Date, shown time.Time) {
	e := c.open(d, subject, day)
	e.OccurredAt, e.Precision = time.Time{}, disclosure.Unknown
	c.show(d, subject, shown)
}

// early: published before the decision (提前公开).
func (c *clerk) early(d *disclosure.Duty, subject string, day workday.Date, _ time.Time) {
	c.open(d, subject, day)
	at := c.at(day - workday.Date(c.between(1, 4)))
	c.review(d, subject, at)
	c.show(d, subject, at)
}

// again: an old text is published once more (旧稿新发).
func (c *clerk) again(d *disclosure.Duty, subject string, day workday.Date, shown time.Time) {
	c.open(d, subject, day)
	c.review(d, subject, shown)
	c.show(d, subject, shown)
	c.publish(d, subject, main(d), shown.AddDate(0, 0, c.between(10, 60)))
}

// reassigned: another office carries it (改派).
func (c *clerk) reassigned(d *disclosure.Duty, subject string, day workday.Date, shown time.Time) {
	c.open(d, subject, day)
	c.tell(d, subject, disclosure.Reassigned, c.at(c.after(day, 1))).Office = shipped().Offices[c.IntN(6)].Code
	c.review(d, subject, shown)
	c.show(d, subject, shown)
}

// handedOver: a co-office delivered its part too late (移交).
func (c *clerk) handedOver(d *disclosure.Duty, subject string, day workday.Date, _ time.Time) {
	c.open(d, subject, day)
	due := c.after(day, 2)
	e := c.tell(d, subject, disclosure.HandedOver, c.at(c.after(due, c.between(1, 6))))
	e.Attrs = map[string]string{"due": due.String()}
	if len(d.CoOffices) > 0 {
		e.Office = d.CoOffices[c.IntN(len(d.CoOffices))]
	}
	at := c.at(c.after(day, d.Term.N+c.lateness()))
	c.review(d, subject, at)
	c.show(d, subject, at)
}

// elsewhere: only on a further channel, where the duty has one.
func (c *clerk) elsewhere(d *disclosure.Duty, subject string, day workday.Date, shown time.Time) {
	c.open(d, subject, day)
	c.review(d, subject, shown)
	c.publish(d, subject, "wechat", shown)
}
