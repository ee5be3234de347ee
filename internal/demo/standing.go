package demo

import (
	"fmt"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// standing makes an occasion of each period in which a display is to be seen on
// the spot (长期公示). In turn: the display is found, lost and found again, or
// is checked only after the period.
func standing(y year, d *disclosure.Duty) []*occasion {
	cadence := d.PeriodMonths()
	begin := max(y.From, y.since(d))
	from := workday.NewDate(begin.Year(), 1, 1)
	for from.AddMonths(int(cadence)) <= begin {
		from = from.AddMonths(int(cadence))
	}
	var all []*occasion
	for ; from <= y.To; from = from.AddMonths(int(cadence)) {
		to := from.AddMonths(int(cadence)) - 1
		o := y.begin(d, periodSubject(from, cadence), to)
		o.situation = Scripted
		o.title = y.fill(storyOf(d).publication(o.dice), o, periodName(from, cadence))
		plot, first := len(all), max(from, begin)
		o.script = func(s *stage, o *occasion) {
			switch {
			case plot%2 == 0 && s.ended(to) && to-first > 60:
				s.lostAndFound(o, first)
			case plot%2 == 0 || !s.ended(to):
				s.foundOnce(o, first)
			default:
				s.foundLate(o)
			}
		}
		all = append(all, o)
	}
	return all
}

// check records one spot check (抽查).
func (s *stage) check(o *occasion, day workday.Date, result, note string) bool {
	place := one(o.dice, places)
	e := s.enter(o, disclosure.Event{
		Kind: disclosure.SpotChecked, Channel: o.duty.Channels[0].Code, OccurredAt: o.at(day), Note: note,
		Title: fmt.Sprintf("%d月%d日%s抽查", day.Month(), day.Day(), place),
		Attrs: map[string]string{"result": result, "place": place, "inspector": "市社会救助局抽查组"},
	})
	if e.ID != "" && len(o.duty.CoOffices) > 0 {
		s.events[len(s.events)-1].Office = o.duty.CoOffices[0] // who looked, not who displays
	}
	return e.ID != ""
}

func (s *stage) lostAndFound(o *occasion, first workday.Date) {
	s.check(o, first+20, "present", "申请、审核、审批程序均在窗口公示")
	s.check(o, first+31, "other", "窗口装修，公示移至大厅，改日复查")
	s.check(o, first+42, "absent", "窗口未见审批程序公示，已当场要求补齐")
	s.check(o, first+53, "present", "复查已恢复公示")
	o.expected, o.flags = disclosure.OnTime, disclosure.FlagWithdrawn
}

func (s *stage) foundOnce(o *occasion, first workday.Date) {
	o.expected = disclosure.Pending
	day := first + min(o.opened-first, 25)
	if s.check(o, day, "present", "申请、审核、审批程序均在窗口公示") {
		o.expected = disclosure.OnTime
	} else if s.ended(o.due) {
		o.expected = disclosure.Missing
	}
}

func (s *stage) foundLate(o *occasion) {
	o.expected = disclosure.Missing
	if s.check(o, s.cal.AddWorkdays(o.due, 3).Date, "present", "期内未抽查，期后补查，公示在位") {
		o.expected = disclosure.Late
	}
}

var places = func() []string {
	var list []string
	for _, where := range []string{"城区", "镇", "乡"} {
		for i := range 3 {
			list = append(list, fmt.Sprintf("%s社会救助窗口（抽查点%d）", where, i+1))
		}
	}
	return list
}()
