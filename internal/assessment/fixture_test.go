package assessment

import (
	"fmt"

	"pgregory.net/rapid"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

var (
	y2026   = Period{workday.MustDate("2026-01-01"), workday.MustDate("2026-12-31")}
	someDay = workday.MustDate("2026-04-28")
)

func plain(code string) Name { return Name{Chinese: code} }

// proposal is a scheme like the shipped one, with the blocks' given weights.
func proposal(weights ...Points) *Scheme {
	if len(weights) == 0 {
		weights = []Points{4000, 2000, 1500, 1000, 1500}
	}
	s := &Scheme{
		Code: "test", Version: 1,
		Lateness: Lateness{Bands: []Band{
			{disclosure.Late, disclosure.Workdays, 0, 5, 50}, {disclosure.Late, disclosure.Workdays, 5, 20, 100}, {disclosure.Late, disclosure.Workdays, 20, 0, 200},
			{disclosure.Late, 0, 0, 24, 50}, {disclosure.Late, 0, 24, 72, 100}, {disclosure.Late, 0, 72, 0, 200},
			{disclosure.Missing, 0, 0, 0, 200},
		}},
		Completeness: Completeness{Channel: 50, Field: 20, Most: 100, Missing: 100},
		Breaches: []Breach{
			{Code: "unreviewed", Flag: disclosure.FlagUnreviewed, Points: 100},
			{Code: "forged", Flag: disclosure.FlagForged, Points: 1000, Uncapped: true, Veto: "fail"},
		},
		Faults:  []Fault{{Code: "leak", Name: plain("泄密"), Points: 1000, Veto: "fail"}},
		Bonuses: Bonuses{Most: 500, Rules: []Bonus{{Code: "praise", Name: plain("表扬"), Most: 300}}},
		Grades:  []Grade{{Code: "excellent", AtLeast: 9000}, {Code: "good", AtLeast: 7000}, {Code: "pass", AtLeast: 6000}, {Code: "fail"}},
		Ranking: Ranking{Groups: []disclosure.OfficeGroup{disclosure.GroupBureau, disclosure.GroupAffiliate}, MinJudged: 2},
		Annual:  Annual{Points: 400},
	}
	for n, code := range []string{"timeliness", "completeness", "application", "response", "mechanism"} {
		s.Blocks = append(s.Blocks, Block{Code: code, Name: plain(code), Weight: weights[n], Default: n == 0, Completeness: n == 1})
	}
	return s
}

var officeList = []disclosure.Office{
	{Code: "general", Group: disclosure.GroupBureau}, {Code: "finance", Group: disclosure.GroupBureau},
	{Code: "aid", Group: disclosure.GroupAffiliate}, {Code: "county", Group: disclosure.GroupExternal},
}

// duties: one of each block; only 2b names fields and channels.
var duties = Duties{
	{1, "2b"}: {Checked: true}, {1, "6a"}: {}, {1, "9"}: {Block: "application"}, {1, "8a"}: {Block: "response"}, {1, "10a"}: {Block: "mechanism"},
}

func instance(office, duty, subject string, v disclosure.Verdict, delay int) disclosure.Instance {
	return disclosure.Instance{
		Office: office, Group: disclosure.GroupBureau, Duty: duty, Subject: subject, PlanVersion: 1, CountedOn: someDay,
		Verdict: v, Delay: delay, Term: disclosure.Term{Unit: disclosure.Workdays},
	}
}

// anyScheme draws schemes that Check accepts.
func anyScheme(t *rapid.T) *Scheme {
	weights, left := make([]Points, 5), Full
	for n := range weights[:4] {
		weights[n] = Points(rapid.Int64Range(1, int64(left)-int64(4-n)).Draw(t, "weight"))
		left -= weights[n]
	}
	weights[4] = left
	s := proposal(weights...)
	if len(s.Check()) > 0 {
		s = proposal()
	}
	step := Points(rapid.IntRange(0, 3000).Draw(t, "step"))
	for n := range s.Lateness.Bands {
		s.Lateness.Bands[n].Points += step
	}
	return s
}

func anyInstances(t *rapid.T) []disclosure.Instance {
	var list []disclosure.Instance
	for n := range rapid.IntRange(0, 30).Draw(t, "instances") {
		i := instance(
			rapid.SampledFrom([]string{"general", "finance", "aid", "county", "dissolved"}).Draw(t, "office"),
			rapid.SampledFrom([]string{"2b", "6a", "9", "8a", "10a", "unknown"}).Draw(t, "duty"),
			fmt.Sprint(n),
			rapid.SampledFrom(disclosure.Verdicts).Draw(t, "verdict"),
			rapid.IntRange(1, 100).Draw(t, "delay"))
		if i.Office == "county" {
			i.Group = disclosure.GroupExternal
		}
		i.Term.Unit = rapid.SampledFrom([]disclosure.TermUnit{disclosure.Workdays, disclosure.CalendarDays, disclosure.Hours, disclosure.OnDate}).Draw(t, "unit")
		i.Flags = disclosure.Flag(rapid.IntRange(0, 255).Draw(t, "flags"))
		for range rapid.IntRange(0, 4).Draw(t, "lacking") {
			i.Lacking = append(i.Lacking, rapid.SampledFrom([]string{"channel:wechat", "field:金额"}).Draw(t, "what"))
		}
		list = append(list, i)
	}
	return list
}

func anyInput(t *rapid.T) Input {
	in := Input{Period: y2026, Offices: officeList, Duties: duties, Instances: anyInstances(t)}
	for n := range rapid.IntRange(0, 4).Draw(t, "extras") {
		in.Extras = append(in.Extras, Extra{
			ID: fmt.Sprint(n), Office: rapid.SampledFrom([]string{"general", "aid"}).Draw(t, "office"),
			Rule: rapid.SampledFrom([]string{"leak", "praise", "nothing"}).Draw(t, "rule"), On: someDay,
			Points:   Points(rapid.IntRange(-100, 600).Draw(t, "points")),
			Evidence: rapid.SampledFrom([]string{"", "e1"}).Draw(t, "evidence"), Approver: "分管副局长", ApprovedOn: someDay,
		})
	}
	return in
}

func scoreOf(r Result, office string) OfficeScore {
	for _, o := range r.Offices {
		if o.Office.Code == office {
			return o
		}
	}
	return OfficeScore{}
}
