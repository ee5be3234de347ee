package testkit

import (
	"fmt"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// plans draws one to three versions; a later one may take effect before an
// earlier one, and become known before or after it takes effect.
func (d *dice) plans(b *Body, focus time.Time) {
	day := workday.DateOf(focus)
	effective := day - d.days(30, 200)
	known := effective.Start().AddDate(0, 0, -d.between(-20, 60))
	first := d.plan(b.Code, 1, effective)
	for i := range d.between(3, 6) {
		first.Duties = append(first.Duties, d.drawDuty(fmt.Sprintf("%d", i+1), effective))
	}
	b.Plans, b.Known = append(b.Plans, first), append(b.Known, known)
	for v := 2; v <= 3 && d.chance(0.4); v++ {
		effective = day + d.days(-90, 40)
		known = known.Add(time.Duration(d.between(1, 90*24*60)) * time.Minute)
		p := d.plan(b.Code, v, effective)
		for _, duty := range b.Plans[v-2].Duties {
			if d.chance(0.9) {
				p.Duties = append(p.Duties, d.amend(duty))
			}
		}
		if d.chance(0.3) {
			p.Duties = append(p.Duties, d.drawDuty(fmt.Sprintf("n%d", v), effective))
		}
		b.Plans, b.Known = append(b.Plans, p), append(b.Known, known)
	}
}

func (d *dice) plan(body string, version int, effective workday.Date) *disclosure.Plan {
	p := &disclosure.Plan{
		Code: body, Version: version, Body: disclosure.Body{Code: body, Name: "某局" + body}, Title: "方案",
		EffectiveFrom: effective, Text: fmt.Sprintf("%s v%d", body, version),
		Channels: []disclosure.Channel{{Code: "site", Name: "网站"}, {Code: "wechat", Name: "公众号"}, {Code: "weibo", Name: "微博"}},
	}
	for i, code := range []string{"a", "b", "c", "x"} {
		o := disclosure.Office{Code: code, Name: fmt.Sprintf("%s科第%d版", code, version), Group: disclosure.GroupBureau, DisplayOrder: i}
		if code == "x" {
			o.Group = disclosure.GroupExternal
		}
		if code != "x" && d.chance(0.3) { // merged into the next office, sometimes through two
			o.ValidTo, o.Successor = effective+d.days(-30, 150), string(code[0]+1)
			if o.Successor == "d" {
				o.Successor = pick(d, "x", "")
			}
		}
		p.Offices = append(p.Offices, o)
	}
	return p
}

// amend is what a later version makes of a duty; its clock stays.
func (d *dice) amend(y disclosure.Duty) disclosure.Duty {
	if d.chance(0.4) && y.Lead != "" {
		y.Lead = d.lead()
	}
	if d.chance(0.4) && y.Term.N > 0 {
		y.Term.N = d.between(1, 20)
	}
	if d.chance(0.3) {
		y.Channels = d.channels()
	}
	if d.chance(0.3) {
		y.Fields = some(d, 0.5, "金额", "人数", "标准")
	}
	if d.chance(0.05) {
		y.NotJudged = "尚待明确"
	}
	y.Name += "（修订）"
	return y
}

func (d *dice) lead() string { return pick(d, "a", "a", "b", "c") }

func (d *dice) channels() []disclosure.DutyChannel {
	if d.chance(0.1) {
		return nil
	}
	list := []disclosure.DutyChannel{{Code: "site"}}
	for _, code := range some(d, 0.35, "wechat", "weibo") {
		list = append(list, disclosure.DutyChannel{Code: code, GraceWorkdays: d.n(4)})
	}
	return list
}
