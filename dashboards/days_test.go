package dashboards

import (
	"testing"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

func TestTheWayToADueDateIsLaidOutInWeeks(t *testing.T) {
	i := disclosure.Instance{OpenedOn: workday.MustDate("2026-09-30"), Term: disclosure.Term{N: 20, Unit: disclosure.Workdays}}
	d := wayTo(workday.Official(), i)
	if d.Due != workday.MustDate("2026-11-03") || d.Counted != 20 || d.Rested != 14 {
		t.Errorf("due %s after %d counted and %d passed over", d.Due, d.Counted, d.Rested)
	}
	kinds := map[string]string{}
	for _, w := range d.Weeks {
		for column, day := range w {
			if day == nil {
				continue
			}
			if want := (int(day.Date.Weekday()) + 6) % 7; column != want {
				t.Errorf("%s stands in column %d", day.Date, column)
			}
			kinds[day.Date.String()] = day.Kind
		}
	}
	for day, want := range map[string]string{
		"2026-09-30": "start", "2026-10-01": "holiday", "2026-10-08": "counted", "2026-10-10": "shifted",
		"2026-10-11": "rest", "2026-11-03": "due",
	} {
		if kinds[day] != want {
			t.Errorf("%s is %q, want %q", day, kinds[day], want)
		}
	}
}

func TestLongAndUnknownCountsShowNoGrid(t *testing.T) {
	c := workday.Official()
	long := disclosure.Instance{OpenedOn: workday.MustDate("2026-01-05"), Term: disclosure.Term{N: 200, Unit: disclosure.Workdays}}
	if d := wayTo(c, long); !d.TooLong || len(d.Weeks) != 0 || d.Counted != 200 {
		t.Errorf("a long way is shown in %d weeks", len(d.Weeks))
	}
	hours := disclosure.Instance{OpenedOn: long.OpenedOn, OpenedAt: long.OpenedOn.Start(), Term: disclosure.Term{N: 24, Unit: disclosure.Hours}}
	if wayTo(c, hours) != nil || wayKey(hours) != "hours" {
		t.Error("an hour clock was counted in days")
	}
	if unknown := (disclosure.Instance{Term: long.Term}); wayTo(c, unknown) != nil || wayKey(unknown) != "unknown" {
		t.Error("an unknown start was counted")
	}
}

func TestAHolidayCountedInCalendarDaysIsNoShiftedWorkday(t *testing.T) {
	i := disclosure.Instance{OpenedOn: workday.MustDate("2026-04-14"), Term: disclosure.Term{N: 20, Unit: disclosure.CalendarDays, RollForward: true}}
	for _, w := range wayTo(workday.Official(), i).Weeks {
		for _, day := range w {
			if day != nil && day.Work {
				t.Errorf("%s is called a shifted working day of %s", day.Date, day.Name)
			}
		}
	}
	for _, w := range wayTo(workday.Official(), disclosure.Instance{OpenedOn: workday.MustDate("2026-09-18"), Term: disclosure.Term{N: 7, Unit: disclosure.Workdays}}).Weeks {
		for _, day := range w {
			if day != nil && day.Work != (day.Date == workday.MustDate("2026-09-20")) {
				t.Errorf("%s worked: %v", day.Date, day.Work)
			}
		}
	}
}
