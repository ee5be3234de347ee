package dashboards

import (
	"fmt"
	"strings"
	"testing"

	"daylight/internal/disclosure"
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
		line, ok := CaseLine(disclosure.Duty{Application: true, Term: disclosure.Term{N: 20, Unit: disclosure.Workdays}}, workday.Official(),
			append([]disclosure.Event{received}, c.facts...), workday.MustDate(c.asOf).End(), disclosure.Instance{})
		if got := spell(line); !ok || line.Due.String() != c.due || got != c.want {
			t.Errorf("%s: due %s, want %s\n got %s\nwant %s", name, line.Due, c.due, got, c.want)
		}
	}
}

func TestAnApplicationWithoutAReceiptDayHasNoClock(t *testing.T) {
	e := fact("r", disclosure.Received, "2026-03-02", "")
	e.Precision = disclosure.Unknown
	if _, ok := CaseLine(disclosure.Duty{}, workday.Official(), []disclosure.Event{e}, workday.MustDate("2026-03-10").End(), disclosure.Instance{}); ok {
		t.Error("a clock runs from a day that nobody confirmed")
	}
}
