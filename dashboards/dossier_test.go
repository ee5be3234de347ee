package dashboards

import (
	"slices"
	"strings"
	"testing"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

func TestADoubtedDateIsExplainedAndItsRulingShown(t *testing.T) {
	publication := func(day string) disclosure.Event {
		return fact("p", disclosure.Published, day, "")
	}
	for name, c := range map[string]struct {
		url, seen string
		suspect   bool
		says      string
	}{
		"网址日期晚一个工作日，不疑": {"2026-03-03", "", false, ""},
		"网址日期晚两个工作日":    {"2026-03-04", "", true, "网址日期2026-03-04，相差 2 个工作日"},
		"首次发现晚两个工作日，不疑": {"", "2026-03-04", false, ""},
		"首次发现晚三个工作日":    {"", "2026-03-05", true, "首次发现2026-03-05，相差 3 个工作日"},
		"网址日期只隔周末，不疑":   {"2026-03-02", "2026-03-03", false, ""},
		"两样都晚，按较晚的":     {"2026-03-04", "2026-03-10", true, "按2026-03-10认定"},
	} {
		e := publication("2026-03-02")
		if c.url != "" {
			e.URLDate = workday.MustDate(c.url)
		}
		if c.seen != "" {
			e.FirstSeen = workday.MustDate(c.seen).Start()
		}
		got := testFrame().publication(e, nil, workday.Official())
		if got.Suspect != c.suspect || !strings.Contains(got.Why, c.says) {
			t.Errorf("%s: %v %s", name, got.Suspect, got.Why)
		}
	}
	e := publication("2026-03-02")
	e.URLDate = workday.MustDate("2026-03-20")
	ruling := fact("u", disclosure.Ruled, "2026-04-01", "p", "decision", "claimed")
	ruling.Note = "网站迁移，网址日期为迁移日"
	d := NewDossier(testFrame(), disclosure.Duty{}, disclosure.Instance{}, []disclosure.Event{e, ruling}, 0, workday.Official())
	if r := d.Publications[0].Ruling; r == nil || r.Decision != "采信所报日期" || r.Reasons != ruling.Note {
		t.Errorf("the ruling reads %+v", r)
	}
	void := fact("v", disclosure.Voided, "2026-04-02", "u")
	d = NewDossier(testFrame(), disclosure.Duty{}, disclosure.Instance{}, []disclosure.Event{e, ruling, void}, 0, workday.Official())
	if d.Publications[0].Ruling != nil {
		t.Error("a voided ruling is shown")
	}
}

func TestTheChecklistTicksWhatPublicationsCover(t *testing.T) {
	d := disclosure.Duty{Fields: []string{"功能分类", "三公经费"}}
	first, second := fact("1", disclosure.Published, "2026-03-02", ""), fact("2", disclosure.Revised, "2026-03-05", "")
	if _, known := elements(d, []disclosure.Event{first}); known {
		t.Error("a publication that names no element is said to lack some")
	}
	first.Fields = []string{"功能分类"}
	list, known := elements(d, []disclosure.Event{first})
	if !known || !list[0].Covered || list[1].Covered {
		t.Errorf("%+v", list)
	}
	second.Fields = []string{"三公经费"}
	if list, _ = elements(d, []disclosure.Event{first, second}); !list[1].Covered {
		t.Error("a revision covers nothing")
	}
}

func TestAHandOverIsHeldToItsAgreedDay(t *testing.T) {
	f := testFrame()
	for day, late := range map[string]bool{"2026-03-05": false, "2026-03-06": true} {
		e := fact("h", disclosure.HandedOver, day, "", "due", "2026-03-05")
		e.Office = "b"
		if m := f.move(e, day); m.Late != late || m.Office != "社会组织管理科" {
			t.Errorf("handed over on %s: %+v", day, m)
		}
	}
}

func TestOnePostMeetsSeveralInstances(t *testing.T) {
	a, b, c := fact("1", disclosure.Published, "2026-03-02", "", "post", "1"), fact("2", disclosure.Published, "2026-03-02", "", "post", "1"),
		fact("3", disclosure.Published, "2026-03-02", "", "post", "9")
	a.Subject, b.Subject, c.Subject = "甲", "乙", "丙"
	if n := SamePost(PostOf([]disclosure.Event{b}), disclosure.Instance{Subject: "乙"}, []disclosure.Event{a, b, c}); n != 1 {
		t.Errorf("%d others share the post", n)
	}
}

func TestGapsOfAnEpisodeAreHeldAgainstTheTerm(t *testing.T) {
	d := disclosure.Duty{Trigger: disclosure.Continuous, OpensWith: "8a", Term: disclosure.Term{N: 24, Unit: disclosure.Hours}}
	list := testFrame().moments(d, 24, []disclosure.Event{
		fact("d", disclosure.Detected, "2026-03-02", ""), fact("f", disclosure.FollowUp, "2026-03-03", ""),
		fact("g", disclosure.FollowUp, "2026-03-05", ""), fact("x", disclosure.Closed, "2026-03-06", ""), fact("l", disclosure.FollowUp, "2026-03-09", ""),
	})
	var over, out []int
	for n, m := range list {
		if m.Over {
			over = append(over, n)
		}
		if m.Late {
			out = append(out, n)
		}
	}
	if !slices.Equal(over, []int{2}) || !slices.Equal(out, []int{4}) || list[2].Since != "48 小时 0 分" {
		t.Errorf("over %v, out %v: %+v", over, out, list)
	}
}

func TestOfficesThatMergeOrSplitAreTold(t *testing.T) {
	day := workday.MustDate("2026-07-01")
	office := func(code string) disclosure.Office { return disclosure.Office{Code: code, Name: code} }
	ended := func(code, successor string) disclosure.Office {
		return disclosure.Office{Code: code, Name: code, ValidTo: day, Successor: successor}
	}
	old := &disclosure.Plan{Version: 1, Offices: []disclosure.Office{office("甲"), office("乙"), office("丙"), office("丁")},
		Duties: []disclosure.Duty{{Code: "1", Lead: "丙"}, {Code: "2", Lead: "丙"}}}
	now := &disclosure.Plan{Version: 2, Offices: []disclosure.Office{ended("甲", "戊"), ended("乙", "戊"), ended("丙", "丁"), office("丁"), office("戊")},
		Duties: []disclosure.Duty{{Code: "1", Lead: "丁"}, {Code: "2", Lead: "戊"}}}
	got := map[string]string{}
	for _, c := range NewCompare(testFrame(), old, now, nil).Offices {
		got[c.Key] = strings.Join(c.Before, "、") + ">" + strings.Join(c.After, "、")
	}
	for key, want := range map[string]string{"merged": "甲、乙>戊", "split": "丙>丁、戊", "new": ">戊"} {
		if got[key] != want {
			t.Errorf("%s: %q, want %q", key, got[key], want)
		}
	}
}

func TestAVersionReplacedBeforeItsDayWasNeverInForce(t *testing.T) {
	info := func(n int, day string) disclosure.PlanInfo {
		return disclosure.PlanInfo{Version: n, EffectiveFrom: workday.MustDate(day), Body: disclosure.Body{Code: "b"}}
	}
	lines := VersionsOf("b", 3, []disclosure.PlanInfo{info(1, "2026-01-01"), info(2, "2026-09-01"), info(3, "2026-07-01")}, func(int, int) string { return "/x" })
	if !lines[1].Never || lines[0].Never || lines[2].Until != workday.MustDate("2026-06-30") || lines[2].Compare != "" || !lines[0].Current {
		t.Errorf("%+v", lines)
	}
}

func TestACountdownSaysWhatIsLeft(t *testing.T) {
	f := testFrame()
	due := workday.MustDate("2026-03-02").End()
	for minutes, want := range map[int]string{150: "剩 2 小时 30 分", 0: "已超 0 小时 0 分", -61: "已超 1 小时 1 分"} {
		if got := f.countdown(due, due.Add(time.Duration(-minutes)*time.Minute)).Words; got != want {
			t.Errorf("%d minutes: %s, want %s", minutes, got, want)
		}
	}
}
