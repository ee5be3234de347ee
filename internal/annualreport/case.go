package annualreport

import (
	"cmp"
	"slices"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// Case is one application as the yearly report counts it.
type Case struct {
	Duty, Subject string
	Received      workday.Date // the day that counts as receipt (条例 31); zero when not known
	Applicant     string       // one of Applicants; "" when not recorded
	AnsweredOn    workday.Date // zero when not answered
	Reply         string       // code of the row of Table B; "" when not recorded
}

// CasesOf reads the applications from the facts of a plan's application duties
// known at asOf. Voided facts do not count, and neither do cases that were
// declared not applicable or withdrawn by a person's ruling.
func CasesOf(duties []disclosure.Duty, cal *workday.Calendar, facts []disclosure.Event, asOf time.Time) []Case {
	type key struct{ duty, subject string }
	files := map[key][]disclosure.Event{}
	for _, e := range facts {
		files[key{e.Duty, e.Subject}] = append(files[key{e.Duty, e.Subject}], e)
	}
	var list []Case
	for k, file := range files {
		at := slices.IndexFunc(duties, func(d disclosure.Duty) bool { return d.Code == k.duty })
		if at < 0 || !duties[at].Application || duties[at].CountedWith != "" {
			continue
		}
		clock := disclosure.CaseTimeline(duties[at], cal, file, asOf)
		if clock.Request.ID == "" {
			continue // opened by mistake and voided
		}
		list = append(list, Case{
			Duty: k.duty, Subject: k.subject, Received: clock.Received, Applicant: clock.Request.Attrs["applicant"],
			AnsweredOn: clock.AnsweredOn, Reply: clock.Answer.Attrs["reply"],
		})
	}
	slices.SortFunc(list, func(a, b Case) int {
		return cmp.Or(cmp.Compare(a.Received, b.Received), cmp.Compare(a.Duty, b.Duty), cmp.Compare(a.Subject, b.Subject))
	})
	return list
}
