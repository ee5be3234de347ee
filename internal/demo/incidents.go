package demo

import (
	"fmt"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// incident is one emergency or matter of public concern (重大突发事件、重要舆情),
// told in hours from its detection.
type incident struct {
	class  string // "" when nobody has told it
	word   int    // hours to the first word
	press  int    // hours to the press conference; 0: none
	news   []int  // hours of the follow-ups
	closed int    // hours to the closing; 0: goes on
}

// incidentPlots come in turn, spread over the year.
var incidentPlots = []incident{
	{"other", 30, 0, []int{40, 90, 150}, 190},
	{"major", 2, 20, []int{8, 26, 44, 60}, 70},
	{"other", 20, 0, []int{24, 80}, 120},
	{"major", 7, 21, []int{9, 50, 66}, 80}, // late, and silent for 41 hours
	{"other", 41, 0, []int{60}, 110},
	{"", 6, 0, []int{30}, 72},
	{"major", 4, 22, []int{10, 28, 46}, 58},
	{"other", 53, 0, []int{60, 100}, 140}, // late
	{"other", 12, 0, []int{45, 110}, 170},
	{"major", 3, 18, []int{12, 30, 52}, 72},
}

// lastIncident is under way at the end, three days after it was detected.
var lastIncident = incident{"other", 22, 0, []int{40}, 0}

// happening is one incident at its place in the year, with the number of hours
// of each duty by class.
type happening struct {
	incident
	at time.Time
}

// incidents makes occasions of the first word and of what opens with it.
func incidents(y year, d *disclosure.Duty) []*occasion {
	luck := throw(y.Seed, d.Code, "incidents")
	var all []*occasion
	number := map[int]int{}
	add := func(day workday.Date, i incident) {
		h := happening{i, day.Start().Add(time.Duration(luck.between(8*60, 19*60)) * time.Minute)}
		if h.at.Minute() == 0 {
			h.at = h.at.Add(7 * time.Minute)
		}
		number[day.Year()]++
		subject := fmt.Sprintf("安民舆〔%d〕%d号", day.Year(), number[day.Year()])
		title := one(luck, incidentTopics[i.class])
		for _, e := range y.family(d) {
			all = append(all, y.incident(e, subject, title, h))
		}
	}
	begin, last := max(y.From, y.since(d)), y.cal.AddWorkdays(y.To, -12).Date
	for i, day := range y.slots(luck, begin-1, last, len(incidentPlots)) {
		add(day, incidentPlots[i])
	}
	if day := y.To - 2; day > last {
		add(day, lastIncident)
	}
	return all
}

// family lists the duty and those that open with it.
func (y year) family(d *disclosure.Duty) []*disclosure.Duty {
	list := []*disclosure.Duty{d}
	for i := range y.plan.Duties {
		if e := &y.plan.Duties[i]; e.OpensWith == d.Code && e.NotJudged == "" {
			list = append(list, e)
		}
	}
	return list
}

func (y year) incident(d *disclosure.Duty, subject, title string, h happening) *occasion {
	o := y.begin(d, subject, workday.DateOf(h.at))
	o.title, o.situation = title, Scripted
	switch {
	case d.Clock() == disclosure.ByEpisode:
		o.script = h.continues
	case d.OpensWith != "":
		o.script = h.meets
	default:
		o.script = h.speaks
	}
	return o
}

func (h happening) hour(n int) time.Time { return h.at.Add(time.Duration(n) * time.Hour) }

// units is the duty's number of hours for the class; arises is false when the
// duty has nothing to do with it.
func (h happening) units(d *disclosure.Duty) (n int, arises bool) {
	if len(d.Classes) == 0 {
		return d.Term.N, true
	}
	c, ok := d.ClassByCode(h.class)
	return c.N, ok && c.N > 0
}

// speaks plays the first word: detection, review, publication and the closing.
func (h happening) speaks(s *stage, o *occasion) {
	attrs := map[string]string{}
	note := ""
	if h.class != "" {
		attrs["class"] = h.class
	} else {
		note = "事件等级待研判"
	}
	found := s.enter(o, disclosure.Event{Kind: disclosure.Detected, OccurredAt: h.at, Attrs: attrs, Note: note})
	h.show(s, o, h.word, "关于"+o.title+"的情况通报")
	if h.closed > 0 {
		s.enter(o, disclosure.Event{Kind: disclosure.Closed, OccurredAt: h.hour(h.closed), Ref: found.ID, Note: "处置完毕，办结"})
	}
	h.weigh(s, o, h.word)
}

// meets plays the press conference.
func (h happening) meets(s *stage, o *occasion) {
	if h.press > 0 {
		h.show(s, o, h.press, "关于"+o.title+"的新闻发布会")
	}
	h.weigh(s, o, h.press)
}

func (h happening) show(s *stage, o *occasion, hours int, title string) {
	at := h.hour(hours)
	s.enter(o, disclosure.Event{
		Kind: disclosure.Reviewed, OccurredAt: at.Add(-time.Duration(o.between(15, 40)) * time.Minute),
		Attrs: map[string]string{"reviewer": "分管局领导", "result": "可以公开"},
	})
	channel := o.duty.Channels[0].Code
	s.enter(o, disclosure.Event{
		Kind: disclosure.Published, Channel: channel, OccurredAt: at, Title: title, URL: s.address(o, channel, workday.DateOf(at)), URLDate: workday.DateOf(at),
	})
}

// weigh compares the hours taken with those of the class.
func (h happening) weigh(s *stage, o *occasion, taken int) {
	n, arises := h.units(o.duty)
	due := h.hour(n)
	shown := taken > 0 && h.hour(taken).Before(s.end)
	o.due = workday.DateOf(due)
	switch {
	case h.class == "":
		o.expected, o.due = disclosure.Unverified, 0
	case !arises:
		o.expected, o.due = disclosure.Inapplicable, 0
	case shown && taken < n:
		o.expected = disclosure.OnTime
	case s.end.Before(due):
		o.expected = disclosure.Pending
	case shown:
		o.expected = disclosure.Late
	default:
		o.expected = disclosure.Missing
	}
}

// continues plays the follow-ups until the closing.
func (h happening) continues(s *stage, o *occasion) {
	n, _ := h.units(o.duty)
	last, late := 0, false
	for i, hours := range h.news {
		if !h.hour(hours).Before(s.end) {
			break
		}
		at := h.hour(hours)
		channel := o.duty.Channels[0].Code
		s.enter(o, disclosure.Event{
			Kind: disclosure.FollowUp, Channel: channel, OccurredAt: at,
			Title: fmt.Sprintf("%s处置进展（第%d次）", o.title, i+1), URL: s.address(o, channel, workday.DateOf(at)), URLDate: workday.DateOf(at),
		})
		late = late || hours-last > n
		last = hours
	}
	due := h.hour(last + n)
	closed := h.closed > 0 && h.hour(h.closed).Before(s.end)
	if closed {
		late, due = late || h.closed-last > n, h.hour(h.closed)
	}
	o.due = workday.DateOf(due)
	switch {
	case h.class == "":
		o.expected, o.due = disclosure.Unverified, 0
	case closed && late:
		o.expected = disclosure.Late
	case closed:
		o.expected = disclosure.OnTime
	case s.end.Before(due):
		o.expected = disclosure.Pending
	default:
		o.expected = disclosure.Missing
	}
}

var incidentTopics = map[string][]string{
	"major": {"某养老机构火情", "强降雨致福利机构人员转移", "某公墓山体滑坡险情"},
	"other": {"网传某养老机构收费问题", "网民反映婚姻登记排队时间长", "网传临时救助办理难", "媒体关注殡葬用品价格", "网民反映社会组织违规收费"},
	"":      {"网传某福利机构服务问题"},
}
