package demo

import (
	"fmt"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

const batchSize = 3

// batch makes decisions of one day that one announcement publishes together
// (一批一公告), in the middle of the year.
func batch(y year, d *disclosure.Duty) []*occasion {
	told := storyOf(d).batch
	begin := max(y.From, y.since(d))
	if told.publication == "" || y.To-begin < 120 {
		return nil
	}
	day := y.cal.AddWorkdays(begin+(y.To-begin)/2, 1).Date
	shown := y.cal.AddWorkdays(day, 4).Date
	at := throw(y.Seed, d.Code, "batch").between(9*60, 17*60)
	var all []*occasion
	first := map[string]disclosure.Event{} // by channel
	for i := range batchSize {
		o := y.begin(d, fmt.Sprintf("安民社变〔%d〕%d号", day.Year(), i+1), day)
		o.situation, o.paper, o.expected = Scripted, told.paper, disclosure.OnTime
		o.title = y.fill(told.publication, o, "")
		o.script = func(s *stage, o *occasion) { s.together(o, shown, at, first) }
		all = append(all, o)
	}
	return all
}

// together records a decision and its share in the announcement.
func (s *stage) together(o *occasion, shown workday.Date, minute int, first map[string]disclosure.Event) {
	s.open(o)
	moment := shown.Start().Add(time.Duration(minute) * time.Minute)
	s.review(o, moment)
	for _, c := range o.duty.Channels {
		e, led := first[c.Code]
		if !led {
			first[c.Code] = s.post(o, c.Code, moment)
			continue
		}
		known := e.RecordedAt
		e.DocNumber, e.Attrs = o.subject, map[string]string{"post": e.ID}
		s.record(o, e, known)
		s.events[len(s.events)-1].RecordedAt = known
	}
}
