package workday_test

import (
	"testing"

	"daylight/internal/workday"
)

var sink workday.Result

func BenchmarkAddWorkdays(b *testing.B) {
	c, start := workday.Official(), day("2016-01-01")
	i := 0
	for b.Loop() {
		sink = c.AddWorkdays(start+workday.Date(i%3600), 20)
		i++
	}
}

func BenchmarkAddWorkdaysOutsideTheNotices(b *testing.B) {
	c, start := workday.Official(), day("2030-01-01")
	i := 0
	for b.Loop() {
		sink = c.AddWorkdays(start+workday.Date(i%3600), 20)
		i++
	}
}

func BenchmarkAddDaysRolled(b *testing.B) {
	c, start := workday.Official(), day("2016-01-01")
	i := 0
	for b.Loop() {
		sink = c.AddDays(start+workday.Date(i%3600), 20, true)
		i++
	}
}

func BenchmarkDelayWorkdays(b *testing.B) {
	c, due := workday.Official(), day("2016-01-01")
	i, late := 0, 0
	for b.Loop() {
		late += c.DelayWorkdays(due+workday.Date(i%3600), due+workday.Date(i%3600+9))
		i++
	}
	sink.Date = workday.Date(late & 1)
}

func BenchmarkOn(b *testing.B) {
	c, d := workday.Official(), day("2016-01-01")
	i := 0
	for b.Loop() {
		sink.Provisional = c.On(d + workday.Date(i%3600)).Provisional
		i++
	}
}

func BenchmarkNewCalendar(b *testing.B) {
	notices := workday.OfficialNotices()
	for b.Loop() {
		if _, err := workday.NewCalendar(notices...); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParseLoose(b *testing.B) {
	for b.Loop() {
		sink.Date, _ = workday.ParseLoose("2026年3月1日")
	}
}
