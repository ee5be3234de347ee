package nation

import (
	"sync"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

var calendar = sync.OnceValue(workday.Official)

// workdays are the working days of the year.
var workdays = sync.OnceValue(func() []workday.Date {
	var days []workday.Date
	for day := range calendar().Days(From, To) {
		if day.Workday {
			days = append(days, day.Date)
		}
	}
	return days
})

// duties are the shipped plan's, by code.
var duties = sync.OnceValue(func() map[string]*disclosure.Duty {
	byCode := map[string]*disclosure.Duty{}
	for i := range shipped().Duties {
		d := &shipped().Duties[i]
		byCode[d.Code] = d
	}
	return byCode
})

// shares are how often the duties that papers open come up.
var shares = []struct {
	duty  string
	share float64
}{
	{"4a", 0.36}, {"1a", 0.03}, {"1b", 0.07}, {"1c", 0.04}, {"1d", 0.04}, {"1e", 0.05}, {"1f", 0.06}, {"1g", 0.05}, {"1h", 0.05}, {"1i", 0.08},
	{"2c", 0.08}, {"5", 0.03}, {"6a", 0.01}, {"6b", 0.01}, {"7", 0.02}, {"11", 0.02},
}
