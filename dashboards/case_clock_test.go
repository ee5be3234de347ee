package dashboards

import (
	"fmt"
	"strings"
	"testing"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/workday"
)

// fact is a fact of day precision, recorded the same day.
func fact(id string, kind disclosure.EventKind, day, ref string, attrs ...string) disclosure.Event {
	e := disclosure.Event{ID: id, Kind: kind, OccurredAt: workday.MustDate(day).Start(), Precision: disclosure.ToDay,
		RecordedAt: workday.MustDate(day).Start(), Ref: ref, Attrs: map[string]string{}}
	for n := 0; n+1 < len(attrs); n += 2 {
		e.Attrs[attrs[n]] = attrs[n+1]
	}
	return e
}

func spell(l ClockLine) string {
	var parts []string
	for _, s := range l.Segments {
		parts = append(parts, fmt.Sprintf("%s %s–%s", map[Stretch]string{Running: "计", Stopped: "停", ToGo: "余", Over: "超"}[s.Kind],
			s.From.String()[5:], s.To.String()[5:]))
	}
	return strings.Join(parts, "，")
}

func TestTheClockOfAnApplication(t *testing.T) {
	received := fact("r", disclosure.Received, "2026-03-02", "")
	for name, c := range map[string]struct {
		facts           []disclosure.Event
		asOf, due, want string
	}{
		"办理中":  {nil, "2026-03-10", "2026-03-30", "计 03-02–03-10，余 03-10–03-30"},
		"按时答复": {[]disclosure.Event{fact("a", disclosure.Answered, "2026-03-20", "")}, "2026-05-10", "2026-03-30", "计 03-02–03-20"},
		"逾期答复": {[]disclosure.Event{fact("a", disclosure.Answered, "2026-04-02", "")}, "2026-05-10", "2026-03-30",
			"计 03-02–03-30，超 03-30–04-02"},
		"补正重新起算": {[]disclosure.Event{fact("c", disclosure.CorrectionAsked, "2026-03-06", ""), fact("b", disclosure.Corrected, "2026-03-16", "c")},
			"2026-03-20", "2026-04-14", "计 03-02–03-06，停 03-06–03-16，计 03-16–03-20，余 03-20–04-14"},
		"补正未到，停止计时": {[]disclosure.Event{fact("c", disclosure.CorrectionAsked, "2026-03-06", "")},
			"2026-05-20", "", "计 03-02–03-06，停 03-06–05-20"},
		"征求意见不计入，重叠只扣一次": {[]disclosure.Event{
			fact("s", disclosure.ConsultSent, "2026-03-05", ""), fact("k", disclosure.ConsultBack, "2026-03-12", "s"),
			fact("t", disclosure.ConsultSent, "2026-03-10", ""), fact("l", disclosure.ConsultBack, "2026-03-17", "t")},
			"2026-03-18", "2026-04-10", "计 03-02–03-05，停 03-05–03-12，停 03-12–03-17，计 03-17–03-18，余 03-18–04-10"},
		"延期": {[]disclosure.Event{fact("e", disclosure.Extended, "2026-03-26", "", "days", "10", "approved_on", "2026-03-25")},
			"2026-03-27", "2026-04-14", "计 03-02–03-27，余 03-27–04-14"},
		"延期未写批准日期，无效": {[]disclosure.Event{fact("e", disclosure.Extended, "2026-03-26", "", "days", "10")},
			"2026-03-27", "2026-03-30", "计 03-02–03-27，余 03-27–03-30"},
		"到期后才征求意见，不停止": {[]disclosure.Event{fact("s", disclosure.ConsultSent, "2026-03-31", "")},
			"2026-04-03", "2026-03-30", "计 03-02–03-30，超 03-30–04-03"},
		"作废的补正不算": {[]disclosure.Event{fact("c", disclosure.CorrectionAsked, "2026-03-06", ""), fact("v", disclosure.Voided, "2026-03-07", "c")},
			"2026-03-10", "2026-03-30", "计 03-02–03-10，余 03-10–03-30"},
	} {
		line, ok := CaseLine(disclosure.Term{N: 20, Unit: disclosure.Workdays}, workday.Official(),
			append([]disclosure.Event{received}, c.facts...), workday.MustDate(c.asOf).End())
		if got := spell(line); !ok || line.Clock.DueOn.String() != c.due || got != c.want {
			t.Errorf("%s: due %s, want %s\n got %s\nwant %s", name, line.Clock.DueOn, c.due, got, c.want)
		}
	}
}

func TestAnApplicationWithoutAReceiptDayHasNoClock(t *testing.T) {
	e := fact("r", disclosure.Received, "2026-03-02", "")
	e.Precision = disclosure.Unknown
	if _, ok := CaseLine(disclosure.Term{N: 20, Unit: disclosure.Workdays}, workday.Official(), []disclosure.Event{e}, workday.MustDate("2026-03-10").End()); ok {
		t.Error("a clock runs from a day that nobody confirmed")
	}
}

// told spells the marks: the day, the effect, the days and why it had none.
func told(l ClockLine) string {
	var parts []string
	for _, m := range l.Marks {
		parts = append(parts, fmt.Sprintf("%s %s %d %s", strings.TrimPrefix(m.Day.String(), "2026-"), effectKeys[m.Effect], m.Days, whyKey(m)))
	}
	return strings.Join(parts, "; ")
}

func TestEveryStepOfAnApplicationSaysWhatItDid(t *testing.T) {
	received := fact("r", disclosure.Received, "2026-03-02", "")
	late := fact("e", disclosure.Extended, "2026-03-26", "", "days", "10", "approved_on", "2026-03-25")
	late.RecordedAt = workday.MustDate("2026-04-02").Start()
	undated := fact("u", disclosure.ConsultSent, "2026-03-05", "")
	undated.Precision = disclosure.Unknown
	for name, c := range map[string]struct {
		facts []disclosure.Event
		want  string
	}{
		"先回的一方不恢复计时，重叠只扣一次": {[]disclosure.Event{
			fact("s", disclosure.ConsultSent, "2026-03-05", ""), fact("k", disclosure.ConsultBack, "2026-03-12", "s"),
			fact("t", disclosure.ConsultSent, "2026-03-10", ""), fact("l", disclosure.ConsultBack, "2026-03-17", "t")},
			"03-02 starts 0 ; 03-05 excludes 5 ; 03-10 overlaps 3 ; 03-12 waits 0 ; 03-17 resumes 0 ; 04-10 falls 0 "},
		"延期到期后才登记": {[]disclosure.Event{late}, "03-02 starts 0 ; 03-26 void 0 recorded_after_due; 03-30 falls 0 "},
		"延期两次": {[]disclosure.Event{
			fact("e", disclosure.Extended, "2026-03-26", "", "days", "5", "approved_on", "2026-03-25"),
			fact("f", disclosure.Extended, "2026-03-27", "", "days", "5", "approved_on", "2026-03-26")},
			"03-02 starts 0 ; 03-26 extends 5 ; 03-27 void 0 twice; 04-07 falls 0 "},
		"未缴费而答复": {[]disclosure.Event{fact("p", disclosure.Paused, "2026-03-06", "", "reason", "fee"), fact("a", disclosure.Answered, "2026-03-20", "")},
			"03-02 starts 0 ; 03-06 void 0 answered_without; 03-20 ends 0 ; 03-30 falls 0 "},
		"答复之后才征求意见": {[]disclosure.Event{fact("a", disclosure.Answered, "2026-03-20", ""), fact("s", disclosure.ConsultSent, "2026-03-23", "")},
			"03-02 starts 0 ; 03-20 ends 0 ; 03-23 void 0 answered_first; 03-30 falls 0 "},
		"没有日期的步骤列在最后": {[]disclosure.Event{undated}, "03-02 starts 0 ; 03-30 falls 0 ;  void 0 no_date"},
	} {
		line, _ := CaseLine(disclosure.Term{N: 20, Unit: disclosure.Workdays}, workday.Official(),
			append([]disclosure.Event{received}, c.facts...), workday.MustDate("2026-05-10").End())
		if got := told(line); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, c.want)
		}
	}
}

func TestEveryReasonWhyAStepDoesNotCountHasWords(t *testing.T) {
	for _, lang := range []i18n.Lang{i18n.Chinese, i18n.English} {
		for _, why := range []disclosure.CaseVoid{
			disclosure.VoidRecordedLate, disclosure.VoidBegunLate, disclosure.VoidNoApproval, disclosure.VoidApprovedLate, disclosure.VoidTwice,
			disclosure.VoidDays, disclosure.VoidAnswered, disclosure.VoidStanding, disclosure.VoidUndated, "answered_without",
		} {
			if !i18n.Has(lang, "case.why."+string(why)) {
				t.Errorf("%v has no words for %s", lang, why)
			}
		}
	}
}
