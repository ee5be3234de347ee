package disclosure

import (
	"testing"

	"daylight/internal/workday"
)

var application = Duty{Trigger: OnEvent, Application: true, Term: workdays(20)}

// 2026-01-05 收到加 20 个工作日为 2026-02-02；2026-01-30 加 20 为 2026-03-05。
func TestByCase(t *testing.T) {
	got := told(Received, "2026-01-05")
	try(t, application, "申请1", []trial{
		{"第二十个工作日答复", "2026-06-01", []Event{got, told(Answered, "2026-02-02 23:59")}, OnTime, 0, "2026-02-02", 0, "", "2026-02-02 23:59"},
		{"次日答复", "2026-06-01", []Event{got, told(Answered, "2026-02-03")}, Late, 1, "2026-02-02", 0, "", ""},
		{"期满未答", "2026-02-03", []Event{got}, Missing, 1, "2026-02-02", 0, "", ""},
		{"期满前一分钟", "2026-02-02 23:59", []Event{got}, Pending, 0, "2026-02-02", 0, "", ""},
		{"补正后重新起算", "2026-06-01", []Event{got, told(CorrectionAsked, "2026-01-12", "id=c"), told(Corrected, "2026-01-30", "ref=c"), told(Answered, "2026-03-05")}, OnTime, 0, "2026-03-05", 0, "", ""},
		{"待补正，不计时", "2026-06-01", []Event{got, told(CorrectionAsked, "2026-01-12")}, Pending, 0, "", 0, "", ""},
		{"第八个工作日才告知补正", "2026-06-01", []Event{got, told(CorrectionAsked, "2026-01-15"), told(Corrected, "2026-01-30"), told(Answered, "2026-03-05")}, OnTime, 0, "2026-03-05", FlagLateNotice, "", ""},
		{"征求意见五个工作日剔除", "2026-06-01", []Event{got, told(ConsultSent, "2026-01-12", "id=s"), told(ConsultBack, "2026-01-19", "ref=s"), told(Answered, "2026-02-09")}, OnTime, 0, "2026-02-09", 0, "", ""},
		{"两次征求重叠只算一次", "2026-06-01", []Event{got, told(ConsultSent, "2026-01-12", "id=s"), told(ConsultBack, "2026-01-19", "ref=s"),
			told(ConsultSent, "2026-01-14", "id=u"), told(ConsultBack, "2026-01-20", "ref=u"), told(Answered, "2026-02-10")}, OnTime, 0, "2026-02-10", 0, "", ""},
		{"期满后补录的征求意见", "2026-06-01", []Event{got, told(ConsultSent, "2026-01-12|2026-02-03"), told(ConsultBack, "2026-01-19"), told(Answered, "2026-02-09")}, Late, 5, "2026-02-02", 0, "", ""},
		{"延期二十个工作日", "2026-06-01", []Event{got, told(Extended, "2026-01-30", "days=20", "approved_on=2026-01-29"), told(Answered, "2026-03-06")}, OnTime, 0, "2026-03-06", 0, "", ""},
		{"期满后才批准的延期", "2026-06-01", []Event{got, told(Extended, "2026-02-02", "days=20", "approved_on=2026-02-03"), told(Answered, "2026-02-03")}, Late, 1, "2026-02-02", 0, "", ""},
		{"未写批准日期的延期", "2026-02-03", []Event{got, told(Extended, "2026-01-30", "days=20")}, Missing, 1, "2026-02-02", 0, "", ""},
		{"延期只有一次", "2026-06-01", []Event{got, told(Extended, "2026-01-28", "days=5", "approved_on=2026-01-28"), told(Extended, "2026-01-29", "days=5", "approved_on=2026-01-29"), told(Answered, "2026-02-09")}, OnTime, 0, "2026-02-09", 0, "", ""},
		{"收到日期未确认", "2026-06-01", []Event{told(Received, ""), told(Answered, "2026-02-03")}, Unverified, 0, "", 0, "", "2026-02-03 00:00"},
	})
}

func TestTheTimelineSaysWhyAStepDidNotCount(t *testing.T) {
	for name, c := range map[string]struct {
		step Event
		want CaseVoid
	}{
		"期满后录入":  {told(ConsultSent, "2026-01-12|2026-02-03"), VoidRecordedLate},
		"期满后发生":  {told(ConsultSent, "2026-02-03"), VoidBegunLate},
		"未经批准":   {told(Extended, "2026-01-30", "days=20"), VoidNoApproval},
		"期满后批准":  {told(Extended, "2026-02-02", "days=20", "approved_on=2026-02-03"), VoidApprovedLate},
		"超过二十日":  {told(Extended, "2026-02-02", "days=21", "approved_on=2026-02-02"), VoidDays},
		"日期不明":   {told(ConsultSent, ""), VoidUndated},
		"有效的停止":  {told(ConsultSent, "2026-02-02"), ""},
		"当日录入有效": {told(ConsultSent, "2026-01-12|2026-02-02 23:59"), ""},
	} {
		c.step.ID = "s"
		clock := CaseTimeline(application, workday.Official(), []Event{told(Received, "2026-01-05", "id=r"), c.step}, moment("2026-03-01"))
		if len(clock.Steps) != 1 || clock.Steps[0].Void != c.want {
			t.Errorf("%s: %+v, want %q", name, clock.Steps, c.want)
		}
	}
}

func TestTheTimelineDrawsTheClockWithoutGaps(t *testing.T) {
	clock := CaseTimeline(application, workday.Official(), []Event{
		told(Received, "2026-01-05", "id=1"), told(CorrectionAsked, "2026-01-07", "id=2"), told(Corrected, "2026-01-09", "id=3"),
		told(ConsultSent, "2026-01-12", "id=4", "party=third_party"), told(ConsultBack, "2026-01-19", "id=5"),
		told(Extended, "2026-01-20", "id=6", "days=5", "approved_on=2026-01-20"), told(Answered, "2026-02-10", "id=7")}, moment("2026-06-01"))
	// 2026-01-09 加 20 为 02-06，剔除 5 为 02-13，延期 5 为 02-27（02-14 上班，02-24 至 02-27 上班）。
	var got []string
	for _, s := range clock.Steps {
		got = append(got, s.DueBefore.String()+"→"+s.DueAfter.String())
	}
	want := []string{"2026-02-02→2026-02-06", "2026-02-06→2026-02-13", "2026-02-13→2026-02-27"}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("step %d: %s, want %s", i, got[i], want[i])
		}
	}
	at := clock.Received
	states := ""
	for _, s := range clock.Segments {
		if s.From != at || s.To <= s.From {
			t.Errorf("segment %+v begins at %s", s, at)
		}
		at = s.To
		states += string(rune('0' + s.State))
	}
	if at != clock.Until || states != "13121" || clock.Segments[3].Party != "third_party" {
		t.Errorf("segments %+v until %s", clock.Segments, clock.Until)
	}
	// 01-12 至 02-10 共 22 个工作日，其中 5 个不计。
	if clock.Taken != 17 || clock.OpenedOn != date("2026-01-09") {
		t.Errorf("taken %d opened %s", clock.Taken, clock.OpenedOn)
	}
}
