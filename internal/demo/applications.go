package demo

import (
	"fmt"
	"slices"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// request is one application on stage (依申请公开), with its clock as the writer
// of the plot counts it: in working days after receipt.
type request struct {
	*occasion
	s        *stage
	received disclosure.Event
	began    workday.Date // the day of receipt
	from     int          // the day the clock last started
	due      int          // the day it ends
}

// requestPlot is how one application goes; span is its length in working days.
type requestPlot struct {
	span int
	play func(*request)
}

// requestPlots each happen once, early in the year. Whatever is left of it goes
// plainly.
var requestPlots = []requestPlot{
	{30, (*request).corrected}, {40, (*request).consulted}, {26, (*request).late}, {32, (*request).extended},
	{26, (*request).correctedLate}, {22, (*request).neverCorrected}, {28, (*request).unreachable},
	{28, (*request).extendedInVain}, {30, (*request).paid}, {22, (*request).neverPaid}, {22, (*request).corrected},
}

// lastRequests are under way at the end: working days before it, and how.
var lastRequests = []struct {
	before int
	play   func(*request)
}{
	{23, (*request).waiting}, // overdue
	{16, (*request).waiting}, {15, (*request).unconfirmed}, {12, (*request).waiting},
	{10, (*request).correcting}, {8, (*request).extendedOpen},
}

// applications makes occasions of requests over the year.
func applications(y year, d *disclosure.Duty) []*occasion {
	luck := throw(y.Seed, d.Code, "requests")
	begin := max(y.From, y.since(d))
	last := y.cal.AddWorkdays(y.To, -26).Date
	var all []*occasion
	number := map[int]int{}
	add := func(day workday.Date, play func(*request)) {
		number[day.Year()]++
		o := y.begin(d, fmt.Sprintf("安民申〔%d〕%d号", day.Year(), number[day.Year()]), day)
		o.situation, o.title = Scripted, one(o.dice, requestTopics)
		turn := len(all)
		o.script = func(s *stage, o *occasion) { playRequest(s, o, turn, play) }
		all = append(all, o)
	}
	plots := slices.Clone(requestPlots)
	for i, day := range y.slots(luck, begin-1, last, max(0, y.cal.WorkdaysBetween(begin, last)/9)) {
		if len(plots) > 0 && i%2 == 0 && y.cal.AddWorkdays(day, plots[0].span).Date <= last {
			add(day, plots[0].play)
			plots = plots[1:]
			continue
		}
		add(day, (*request).plain)
	}
	for _, r := range lastRequests {
		if day := y.cal.AddWorkdays(y.To, -r.before).Date; day > begin {
			add(day, r.play)
		}
	}
	return all
}

func playRequest(s *stage, o *occasion, turn int, play func(*request)) {
	term := o.duty.Term.N
	r := &request{occasion: o, s: s, began: o.opened, due: term}
	way := ways[turn%len(ways)]
	submitted := o.opened
	if way == "mail" || way == "internet" || way == "fax" {
		submitted = s.cal.AddWorkdays(o.opened, -1).Date
	}
	r.received = disclosure.Event{
		Kind: disclosure.Received, OccurredAt: o.at(o.opened),
		Attrs: map[string]string{"receipt": way, "submitted_on": submitted.String(), "applicant": applicants[turn%len(applicants)]},
	}
	r.expected = disclosure.Pending
	play(r)
	if r.expected == disclosure.Unverified {
		return
	}
	start := s.cal.AddWorkdays(r.began, r.from).Date
	o.opened, o.due = start, 0
	if r.due > 0 {
		due := s.cal.AddWorkdays(r.began, r.due)
		o.due = due.Date
		if s.cal.Provisional(start, due.Date) {
			o.flags |= disclosure.FlagProvisional
		}
		if r.expected == disclosure.Pending && s.ended(o.due) {
			r.expected = disclosure.Missing
		}
	}
}

func (r *request) open() { r.received = r.s.enter(r.occasion, r.received) }

// step records something on the n-th working day after receipt.
func (r *request) step(kind disclosure.EventKind, n int, ref string, attrs map[string]string) disclosure.Event {
	at := r.at(r.s.cal.AddWorkdays(r.began, n).Date)
	return r.s.enter(r.occasion, disclosure.Event{Kind: kind, OccurredAt: at, Ref: ref, Attrs: attrs})
}

// answer records the reply on the n-th working day.
func (r *request) answer(n int, reply string) {
	r.step(disclosure.Answered, n, "", map[string]string{"reply": reply, "delivery": one(r.dice, deliveries)})
	r.expected = disclosure.OnTime
	if n > r.due {
		r.expected = disclosure.Late
	}
}

func (r *request) reply() string { return one(r.dice, replies) }

func (r *request) plain() {
	r.open()
	r.answer(r.between(3, 18), r.reply())
}

func (r *request) late() {
	r.open()
	r.answer(r.due+4, "3.1")
}

func (r *request) waiting() { r.open() }

// unconfirmed came by ordinary mail and was never confirmed with the applicant,
// so that the day of receipt is unknown (条例 31).
func (r *request) unconfirmed() {
	r.received.Attrs["receipt"] = "mail"
	r.received.Note = "平常信函，尚未与申请人确认收到日期"
	r.received.OccurredAt, r.received.Precision = time.Time{}, disclosure.Unknown
	r.open()
	r.expected = disclosure.Unverified
}

// ask sends the applicant a notice to correct on day n, answered on day m.
func (r *request) ask(n, m int) {
	asked := r.step(disclosure.CorrectionAsked, n, "", nil)
	if m > 0 {
		r.step(disclosure.Corrected, m, asked.ID, nil)
		r.from, r.due = m, m+r.due
	}
}

func (r *request) corrected() {
	r.open()
	r.ask(3, 8)
	r.answer(8+r.between(4, 12), r.reply())
}

func (r *request) correctedLate() {
	r.open()
	r.ask(9, 13) // the notice was due on the seventh day (条例 30)
	r.flags |= disclosure.FlagLateNotice
	r.answer(13+r.between(3, 10), "3.4.3")
}

func (r *request) neverCorrected() {
	r.open()
	r.ask(4, 0)
	r.answer(19, "3.6.1")
}

func (r *request) correcting() {
	r.open()
	r.ask(4, 0)
	r.due = 0 // the clock stands
}

// consulted asks a third party and a co-maker in overlapping spells; the days
// of both together, counted once, are not part of the term.
func (r *request) consulted() {
	r.open()
	third := r.step(disclosure.ConsultSent, 4, "", map[string]string{"party": "third_party"})
	maker := r.step(disclosure.ConsultSent, 8, "", map[string]string{"party": "co_maker"})
	r.step(disclosure.ConsultBack, 14, third.ID, nil)
	r.step(disclosure.ConsultBack, 18, maker.ID, nil)
	r.due += 18 - 4
	r.answer(29, "3.2")
}

func (r *request) extend(approved, notified, days int) {
	r.step(disclosure.Extended, notified, "", map[string]string{
		"days": fmt.Sprint(days), "approved_on": r.s.cal.AddWorkdays(r.began, approved).Date.String(),
		"approver": "政府信息公开工作机构负责人",
	})
}

func (r *request) extended() {
	r.open()
	r.extend(15, 16, 10)
	r.due += 10
	r.answer(27, "3.3.4")
}

func (r *request) extendedOpen() {
	r.open()
	r.extend(4, 5, 20)
	r.due += 20
}

// extendedInVain is told of the extension after the term has run out.
func (r *request) extendedInVain() {
	r.open()
	r.extend(r.due+1, r.due+2, 10)
	r.answer(r.due+5, "3.1")
}

func (r *request) unreachable() {
	r.open()
	p := r.step(disclosure.Paused, 5, "", map[string]string{"reason": "unreachable"})
	r.step(disclosure.Resumed, 13, p.ID, nil)
	r.due += 13 - 5
	r.answer(25, "3.1")
}

func (r *request) paid() {
	r.open()
	p := r.step(disclosure.Paused, 4, "", map[string]string{"reason": "fee"})
	r.step(disclosure.Resumed, 11, p.ID, nil)
	r.from, r.due = 11, 11+r.due
	r.answer(27, "3.1")
}

func (r *request) neverPaid() {
	r.open()
	r.step(disclosure.Paused, 4, "", map[string]string{"reason": "fee"})
	r.answer(19, "3.6.2")
}

var (
	ways       = []string{"in_person", "internet", "registered_mail", "in_person", "mail", "internet", "fax"}
	applicants = []string{"natural", "natural", "business", "natural", "legal", "research", "natural", "welfare", "other"}
	deliveries = []string{"direct", "mail", "electronic"}
	replies    = []string{
		"3.1", "3.1", "3.1", "3.2", "3.3.2", "3.3.4", "3.3.5", "3.3.6", "3.4.1", "3.4.1", "3.4.2",
		"3.5.1", "3.5.2", "3.5.3", "3.6.3",
	}
	requestTopics = []string{
		"申请公开上年度城乡低保资金支出总额和保障人数",
		"申请公开养老服务设施建设补助资金分配文件",
		"申请公开社会组织年检结果为不合格的名单及处理依据",
		"申请公开福利彩票公益金使用情况",
		"申请公开公墓经营服务收费批准文件",
		"申请公开临时救助审批权限委托文件",
		"申请公开社区服务用房建设标准",
		"申请公开行政区划调整论证报告",
		"申请公开儿童福利机构建设项目招标结果",
		"申请公开流浪乞讨人员救助经费决算",
	}
)
