package testkit

import (
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// drawDuty draws a duty of any clock.
func (d *dice) drawDuty(code string, effective workday.Date) disclosure.Duty {
	y := disclosure.Duty{
		Code: code, Name: "事项" + code, Clause: "一", Lead: d.lead(), Channels: d.channels(),
		Fields: some(d, 0.25, "金额", "人数", "标准"), Review: d.chance(0.3), External: d.chance(0.1), Block: "timeliness",
	}
	pick(d, d.onEvent, d.onEvent, d.onEvent, d.periodic, d.periodic, d.fixed, d.standing, d.oneOff,
		d.application, d.application, d.upkeep, d.episode)(&y)
	if d.chance(0.2) {
		y.ActiveFrom = effective + d.days(0, 60)
	}
	if y.PeriodMonths() > 0 && d.chance(0.7) || d.chance(0.1) { // keeps the coming year short
		y.ActiveTo = effective + d.days(60, 260)
	}
	return y
}

func (d *dice) onEvent(y *disclosure.Duty) {
	y.Trigger = disclosure.OnEvent
	if d.chance(0.3) {
		y.Lead = ""
	}
	switch d.n(4) {
	case 0:
		y.Term = disclosure.Term{N: d.between(1, 20), Unit: disclosure.CalendarDays, RollForward: d.chance(0.6)}
	case 1:
		y.Term = disclosure.Term{N: pick(d, 5, 24, 48), Unit: disclosure.Hours}
	default:
		y.Term = disclosure.Term{N: d.between(0, 20), Unit: disclosure.Workdays}
	}
	y.Classes = d.classes(0.3)
}

func (d *dice) classes(p float64) []disclosure.Class {
	if !d.chance(p) {
		return nil
	}
	return []disclosure.Class{{Code: "major", Name: "重大", N: d.between(1, 5)}, {Code: "other", Name: "其他", N: pick(d, 0, 10)}}
}

func (d *dice) periodic(y *disclosure.Duty) {
	y.Trigger, y.Cadence, y.NilReturn = disclosure.Periodic, pick(d, disclosure.Monthly, disclosure.Quarterly, disclosure.Quarterly, disclosure.HalfYearly), d.chance(0.6)
	switch d.n(3) {
	case 0:
		y.Term = disclosure.Term{N: d.between(1, 30), Unit: disclosure.CalendarDays, RollForward: d.chance(0.6)}
	case 1:
		y.Term = disclosure.Term{Unit: disclosure.OnDate, Day: d.between(1, 28)}
	default:
		y.Term = disclosure.Term{N: d.between(1, 20), Unit: disclosure.Workdays}
	}
}

func (d *dice) fixed(y *disclosure.Duty) {
	y.Trigger, y.Cadence, y.NilReturn = disclosure.FixedDate, pick(d, 0, disclosure.Yearly), d.chance(0.2)
	y.Term = disclosure.Term{Unit: disclosure.OnDate, Month: time.Month(d.between(1, 4)), Day: d.between(1, 28)}
	if d.chance(0.3) {
		y.Term.Dates = map[int]workday.Date{2026: workday.NewDate(2026, 1, d.between(10, 31))}
	}
}

func (d *dice) standing(y *disclosure.Duty) {
	y.Trigger, y.Cadence = disclosure.Standing, pick(d, 0, disclosure.Quarterly, disclosure.HalfYearly)
	y.Term = disclosure.Term{N: d.n(10), Unit: pick(d, disclosure.Workdays, disclosure.CalendarDays)}
}

func (d *dice) oneOff(y *disclosure.Duty) {
	y.Trigger = disclosure.OneOff
	y.Term = disclosure.Term{N: d.between(0, 60), Unit: pick(d, disclosure.Workdays, disclosure.CalendarDays)}
}

func (d *dice) application(y *disclosure.Duty) {
	y.Trigger, y.Application, y.Channels = disclosure.OnEvent, true, nil
	y.Term = disclosure.Term{N: pick(d, 20, 20, 10, 5), Unit: disclosure.Workdays}
	if d.chance(0.2) {
		y.Lead = ""
	}
}

func (d *dice) upkeep(y *disclosure.Duty) {
	y.Trigger = disclosure.Continuous
	y.Term = disclosure.Term{N: pick(d, 7, 14, 14, 30), Unit: disclosure.CalendarDays}
}

func (d *dice) episode(y *disclosure.Duty) {
	y.Trigger, y.OpensWith = disclosure.Continuous, "0"
	y.Term = disclosure.Term{N: pick(d, 2, 3, 7), Unit: disclosure.CalendarDays}
	if d.chance(0.6) {
		y.Term = disclosure.Term{N: pick(d, 24, 72), Unit: disclosure.Hours}
	}
	y.Classes = d.classes(0.4)
}
