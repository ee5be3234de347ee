package demo

import (
	"fmt"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// feed is one item put on a channel that must not fall silent.
type feed struct {
	channel string
	day     workday.Date
}

// upkeep makes an occasion of each month in which channels were fed (持续更新).
// One further channel keeps silent for a month, and the main one once for some
// days too long.
func upkeep(y year, d *disclosure.Duty) []*occasion {
	begin := max(y.From, y.since(d))
	var months []workday.Date // those told from their first day, or from the duty's
	for m := workday.NewDate(begin.Year(), begin.Month(), 1); m <= y.To; m = m.AddMonths(1) {
		if m >= begin || begin == y.since(d) {
			months = append(months, m)
		}
	}
	whole := len(months) - 1
	var gap, silent workday.Date
	if whole >= 4 && d.Term.N < 16 {
		gap, silent = months[whole/3], months[whole*2/3]
	}
	feeds := map[workday.Date][]feed{}
	for i, c := range d.Channels {
		luck := throw(y.Seed, d.Code, c.Code)
		for day := begin; day <= y.To; {
			m := workday.NewDate(day.Year(), day.Month(), 1)
			feeds[m] = append(feeds[m], feed{c.Code, day})
			next := day + workday.Date(luck.between(2, 3+i))
			last := i == len(d.Channels)-1
			switch {
			case last && i > 0 && silent != 0 && next >= silent && next < silent.AddMonths(1):
				next = silent.AddMonths(1)
			case i == 0 && gap != 0 && next > gap+4 && day <= gap+4:
				next = gap + 4 + workday.Date(d.Term.N) + 3
				if day < gap+4 {
					next = gap + 4
				}
			}
			day = next
		}
	}
	var all []*occasion
	for _, m := range months {
		end := m.AddMonths(1) - 1
		o := y.begin(d, periodSubject(m, disclosure.Monthly), end)
		o.due, o.situation, o.title = end, Scripted, fmt.Sprintf("%d年%d月渠道更新情况", m.Year(), m.Month())
		o.expected = disclosure.OnTime
		switch {
		case !o.over(y):
			o.expected = disclosure.Pending
		case m == gap:
			o.expected = disclosure.Late
		case m == silent && len(d.Channels) > 1:
			o.expected = disclosure.Partial
		}
		items := feeds[m]
		o.script = func(s *stage, o *occasion) { s.feed(o, items) }
		all = append(all, o)
	}
	return all
}

// over reports whether the last day has ended when the year does.
func (o *occasion) over(y year) bool { return o.due <= y.To }

func (s *stage) feed(o *occasion, items []feed) {
	for _, f := range items {
		at := o.at(f.day)
		s.record(o, disclosure.Event{
			Kind: disclosure.Published, Channel: f.channel, OccurredAt: at, Precision: disclosure.ToMinute,
			Title: one(o.dice, newsTopics), URL: s.address(o, f.channel, f.day), URLDate: f.day,
		}, at)
	}
}

var newsTopics = []string{
	"市民政局召开政务公开工作推进会", "市民政局开展养老服务机构安全检查", "市民政局调研社会救助工作",
	"婚姻登记集中办理日服务提示", "“敬老月”活动启动", "社会组织等级评估工作开展",
	"困难群众走访慰问活动", "殡葬服务便民措施公布", "福利彩票公益金资助项目巡礼", "社区服务日活动预告",
	"民政系统安全生产工作部署", "未成年人保护宣传活动进社区",
}
