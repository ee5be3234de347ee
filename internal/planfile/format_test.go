package planfile

import (
	"fmt"
	"time"

	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

func TestShippedPlansSurviveFormatting(t *testing.T) {
	for _, name := range ShippedNames() {
		want, err := Shipped(name)
		if err != nil {
			t.Fatal(err)
		}
		got, problems := Parse(name, Format(want))
		if len(problems) > 0 {
			t.Errorf("%s: %v", name, problems)
			continue
		}
		want.Text, got.Text = "", ""
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// What Format writes, Parse reads back, whatever a plan holds.
func TestFormatAndParseAreInverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := anyPlan(t)
		got, problems := Parse("any", Format(want))
		if len(problems) > 0 {
			t.Fatalf("%v\n%s", problems, Format(want))
		}
		got.Text = ""
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("(-want +got):\n%s\n%s", diff, Format(want))
		}
	})
}

var anyText = rapid.StringMatching(`[\p{Han}A-Za-z0-9:：#'"\[\]{}&*!|>%@,，、。（）-]([\p{Han}A-Za-z0-9 :#'"\\\[\]{},\n-]{0,12}[\p{Han}a-z0-9:"'#])?`)

func anyPlan(t *rapid.T) *disclosure.Plan {
	p := &disclosure.Plan{
		Code: "p-1", Title: anyText.Draw(t, "title"), Source: anyText.Draw(t, "source"),
		EffectiveFrom: day(t, "effective"), Body: disclosure.Body{Code: "b", Name: anyText.Draw(t, "body")},
	}
	p.AnnouncedAt = p.EffectiveFrom.Start().Add(time.Duration(rapid.IntRange(0, 1439).Draw(t, "minute")) * time.Minute)
	for i := range rapid.IntRange(1, 3).Draw(t, "channels") {
		p.Channels = append(p.Channels, disclosure.Channel{Code: fmt.Sprintf("c%d", i), Name: fmt.Sprintf("渠道%d", i)})
	}
	for i := range rapid.IntRange(1, 4).Draw(t, "offices") {
		o := disclosure.Office{
			Code: fmt.Sprintf("o%d", i), Name: fmt.Sprintf("科室%d", i), DisplayOrder: i + 1,
			Group: disclosure.OfficeGroup(rapid.IntRange(1, 3).Draw(t, "group")),
		}
		if i > 0 && rapid.Bool().Draw(t, "succeeds") {
			p.Offices[i-1].ValidTo, p.Offices[i-1].Successor = day(t, "valid_to"), o.Code
		}
		if rapid.Bool().Draw(t, "noted") {
			o.Note, o.Aliases = anyText.Draw(t, "note"), []string{fmt.Sprintf("别名: %d", i), fmt.Sprintf("别名（%d）", i)}
		}
		p.Offices = append(p.Offices, o)
	}
	for i := range rapid.IntRange(1, 5).Draw(t, "duties") {
		p.Duties = append(p.Duties, anyDuty(t, p, i))
	}
	return p
}

func anyDuty(t *rapid.T, p *disclosure.Plan, i int) disclosure.Duty {
	d := disclosure.Duty{
		Code: fmt.Sprintf("d%d", i), Name: fmt.Sprintf("事项%d", i), Order: i + 1,
		Trigger: disclosure.Trigger(rapid.IntRange(1, 6).Draw(t, "trigger")), Review: rapid.Bool().Draw(t, "review"),
		Block: rapid.SampledFrom([]string{"timeliness", "application", "response", "mechanism"}).Draw(t, "block"),
		Term:  disclosure.Term{Source: anyText.Draw(t, "source"), Mark: rapid.SampledFrom([]string{"V", "G", "P"}).Draw(t, "mark")},
	}
	if rapid.Bool().Draw(t, "led") {
		d.Lead = rapid.SampledFrom(p.Offices).Draw(t, "lead").Code
	}
	for j, c := range p.Channels {
		grace := 0
		if j > 0 {
			grace = rapid.IntRange(0, 10).Draw(t, "grace")
		}
		d.Channels = append(d.Channels, disclosure.DutyChannel{Code: c.Code, GraceWorkdays: grace})
	}
	if rapid.Bool().Draw(t, "quoted") {
		d.Clause, d.ClauseText = "十二", "定期"+anyText.Draw(t, "quote")
		d.Term.Words, d.Term.Explicit = "定期", true
	}
	switch d.Trigger {
	case disclosure.Periodic:
		d.Cadence = rapid.SampledFrom([]disclosure.Cadence{1, 3, 6, 12}).Draw(t, "cadence")
		d.NilReturn = rapid.Bool().Draw(t, "nil")
		if rapid.Bool().Draw(t, "by day") {
			d.Term.Unit, d.Term.Day = disclosure.OnDate, rapid.IntRange(1, 28).Draw(t, "day")
			return d
		}
		d.Term.N, d.Term.Unit = rapid.IntRange(0, 90).Draw(t, "n"), disclosure.Workdays
	case disclosure.OnEvent:
		d.OpensOn = anyText.Draw(t, "opens")
		d.Term.N, d.Term.Unit = rapid.IntRange(0, 90).Draw(t, "n"), disclosure.CalendarDays
		d.Term.RollForward = rapid.Bool().Draw(t, "roll")
	case disclosure.FixedDate:
		d.Cadence = disclosure.Yearly
		d.Term.Unit, d.Term.Month, d.Term.Day = disclosure.OnDate, 5, rapid.IntRange(1, 31).Draw(t, "day")
		if rapid.Bool().Draw(t, "own dates") {
			d.Term.Dates = map[int]workday.Date{2026: workday.MustDate("2026-05-20"), 2027: workday.MustDate("2027-06-01")}
		}
	case disclosure.Standing:
		d.Cadence = rapid.SampledFrom([]disclosure.Cadence{0, 1, 3, 6, 12}).Draw(t, "every")
		d.Term.N, d.Term.Unit = rapid.IntRange(0, 9).Draw(t, "n"), disclosure.Workdays
	case disclosure.Continuous:
		d.Term.N, d.Term.Unit = rapid.IntRange(1, 90).Draw(t, "n"), disclosure.CalendarDays
	default:
		d.NotJudged = anyText.Draw(t, "why")
	}
	return special(t, p, d)
}

// special draws what only some duties have.
func special(t *rapid.T, p *disclosure.Plan, d disclosure.Duty) disclosure.Duty {
	d.AnnualLine = rapid.SampledFrom([]string{"", "permit", "penalty", "coercion"}).Draw(t, "annual line")
	if d.Trigger == disclosure.OnEvent && rapid.Bool().Draw(t, "application") {
		d.Application, d.Term.Unit, d.Term.RollForward = true, disclosure.Workdays, false
	}
	if d.Trigger == disclosure.OnEvent && rapid.Bool().Draw(t, "classes") {
		d.Classes = []disclosure.Class{
			{Code: "major", Name: "重大", N: rapid.IntRange(0, 90).Draw(t, "major")},
			{Code: "other", Name: "其他", NameEN: "Other", N: rapid.IntRange(0, 90).Draw(t, "other")},
		}
	}
	if d.Term.Unit == disclosure.Workdays && rapid.Bool().Draw(t, "ceiling") {
		d.Term.Ceiling, d.Term.CeilingSource = rapid.IntRange(90, 120).Draw(t, "limit"), anyText.Draw(t, "law")
	}
	for _, of := range p.Duties {
		if d.Trigger == disclosure.OnEvent && of.Trigger == d.Trigger && of.OpensWith+of.CountedWith == "" && rapid.Bool().Draw(t, "linked") {
			if of.Application == d.Application && rapid.Bool().Draw(t, "counted") {
				d.CountedWith = of.Code
			} else {
				d.OpensWith = of.Code
			}
			break
		}
	}
	return d
}

func day(t *rapid.T, label string) workday.Date {
	return workday.NewDate(2020, 1, 1) + workday.Date(rapid.IntRange(0, 3000).Draw(t, label))
}
