package nation

import (
	"encoding/binary"
	"encoding/hex"
	"math/rand/v2"
	"strconv"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// clerk writes the ledger of one body.
type clerk struct {
	*rand.Rand
	body   string
	duties map[string]*disclosure.Duty
	cal    *workday.Calendar
	want   int                // facts in all
	punct  map[string]float64 // by office: how often it is in time
	number int                // of the last paper
	events []disclosure.Event
	lost   disclosure.Event // a fact that came too late to be known
}

func newClerk(n Nation, i int) *clerk {
	c := &clerk{Rand: rand.New(rand.NewPCG(n.Seed, uint64(i)+1)), body: n.Code(i), duties: duties(), cal: calendar()}
	c.want = int(float64(n.perBody()) * (0.6 + 0.8*c.Float64()))
	// The room is never outgrown, so that facts can be completed where they lie.
	c.events = make([]disclosure.Event, 0, c.want+c.want/2+600)
	own := 0.82 + 0.16*c.Float64()
	c.punct = map[string]float64{}
	for _, o := range shipped().Offices {
		c.punct[o.Code] = min(own+0.12*c.Float64()-0.09, 0.995)
	}
	return c
}

func (c *clerk) chance(p float64) bool     { return c.Float64() < p }
func (c *clerk) between(a, b int) int      { return a + c.IntN(b-a+1) }
func (c *clerk) inTime(office string) bool { return c.chance(c.punct[office]) }

// workday draws a working day of the year.
func (c *clerk) workday() workday.Date { return workdays()[c.IntN(len(workdays()))] }

// after is the n-th working day after day.
func (c *clerk) after(day workday.Date, n int) workday.Date {
	if n == 0 {
		return day
	}
	return c.cal.AddWorkdays(day, n).Date
}

// at is a moment of the day's office hours.
func (c *clerk) at(day workday.Date) time.Time {
	return start(day).Add(time.Duration(c.between(8*60+30, 17*60+30)) * time.Minute)
}

// start is the first moment of the day, cheaply.
func start(day workday.Date) time.Time {
	return time.Unix(int64(day)*86400-8*3600, 0).In(workday.Beijing)
}

// lateness is by how many units a late one is late: mostly few.
func (c *clerk) lateness() int { return 1 + int(c.ExpFloat64()*6) }

// tell writes a fact that became known soon after it happened, or some days
// later. What is not known by AsOf is left out.
func (c *clerk) tell(d *disclosure.Duty, subject string, kind disclosure.EventKind, at time.Time) *disclosure.Event {
	recorded := at.Add(time.Duration(c.between(2*60_000, 150*60_000)) * time.Millisecond)
	if c.chance(0.12) {
		recorded = recorded.Add(time.Duration(c.between(12, 96)) * time.Hour)
	}
	return c.tellWhen(d, subject, kind, at, recorded)
}

func (c *clerk) tellWhen(d *disclosure.Duty, subject string, kind disclosure.EventKind, at, recorded time.Time) *disclosure.Event {
	e := disclosure.Event{ID: c.id(), Body: c.body, Duty: d.Code, Subject: subject, Kind: kind, Office: d.Lead,
		OccurredAt: at, Precision: disclosure.ToMinute, RecordedAt: recorded, Actor: "clerk", Source: "file:nation"}
	if !recorded.Before(AsOf) {
		c.lost = e
		return &c.lost
	}
	c.events = append(c.events, e)
	return &c.events[len(c.events)-1]
}

// toDay makes a fact one that is known to the day.
func toDay(e *disclosure.Event, day workday.Date) *disclosure.Event {
	e.OccurredAt, e.Precision = start(day), disclosure.ToDay
	return e
}

// id has the form and the randomness of those that intake gives.
func (c *clerk) id() string {
	var raw [16]byte
	binary.BigEndian.PutUint64(raw[:8], c.Uint64())
	binary.BigEndian.PutUint64(raw[8:], c.Uint64())
	var text [32]byte
	hex.Encode(text[:], raw[:])
	return string(text[:])
}

// publish tells that something went up, with what a page shows of itself.
func (c *clerk) publish(d *disclosure.Duty, subject, channel string, at time.Time) *disclosure.Event {
	e := c.tell(d, subject, disclosure.Published, at)
	day := workday.DateOf(at)
	e.Channel, e.Title, e.DocNumber, e.URLDate = channel, d.Name+"（"+subject+"）", subject, day
	e.URL = c.url(day)
	if c.chance(0.2) {
		e.FirstSeen = at.Add(time.Duration(c.between(1, 12)) * time.Hour)
	}
	return e
}

func (c *clerk) url(day workday.Date) string {
	b := append(make([]byte, 0, 72), "https://mzj."...)
	b = append(b, c.body...)
	b = append(b, ".example/zwgk/"...)
	ymd := start(day).AppendFormat(nil, "20060102")
	b = append(b, ymd[:6]...)
	b = append(b, "/t"...)
	b = append(b, ymd...)
	b = append(b, '_')
	b = strconv.AppendInt(b, int64(1_000_000+c.IntN(8_999_999)), 10)
	return string(append(b, ".html"...))
}

// main is the duty's main channel.
func main(d *disclosure.Duty) string {
	if len(d.Channels) == 0 {
		return ""
	}
	return d.Channels[0].Code
}
