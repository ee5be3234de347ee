package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"daylight/internal/disclosure"
)

func TestTheRegisterNamesWhatIsUrgentFirst(t *testing.T) {
	s := newBoardServer(t, boardPlan())
	_, page := s.get("leader", "zh-CN", "/cases")
	urgent, rest, _ := strings.Cut(page, `id="register"`)
	if !strings.Contains(page, "逾期未答复 1 件，10 个工作日内到期 2 件，收到日待核 1 件") || !strings.Contains(urgent, "46号") || !strings.Contains(urgent, "41号") ||
		!strings.Contains(urgent, "47号") ||
		strings.Contains(urgent, "42号") {
		t.Error("overdue, soon due and unconfirmed applications do not stand on top")
	}
	for _, words := range []string{"补正待收", "征求意见中", "延期", "收到日待核", "已答复", "办理中", "计时停止", "部分公开（3.2）", "补正逾期告知", "互联网"} {
		if !strings.Contains(rest, words) {
			t.Errorf("the register does not say %s", words)
		}
	}
	_, page = s.get("leader", "zh-CN", "/cases?state=correction")
	if _, rest, _ := strings.Cut(page, `id="register"`); !strings.Contains(rest, "42号") || strings.Contains(rest, "44号") {
		t.Error("the state does not narrow the register")
	}
	if status, _ := s.get("leader", "zh-CN", "/cases?state=nonsense"); status != http.StatusBadRequest {
		t.Errorf("an unknown state: %d", status)
	}
	if status, file := s.get("leader", "zh-CN", "/cases.csv"); status != http.StatusOK || strings.Count(file, "\r\n") != 8 || !strings.Contains(file, ",计时停止,") {
		t.Errorf("the file, status %d, is\n%s", status, file)
	}
}

func TestOnlyThoseWhoMayEnterAreLedToTheForms(t *testing.T) {
	s := newBoardServer(t, boardPlan())
	address := links{&Asked{}}.Instance("9", "依申请〔2026〕41号")
	_, page := s.get("staff", "zh-CN", address)
	for _, kind := range []string{"answered", "correction_asked", "consult_sent", "extended"} {
		want := "/enter/" + kind + "?" + strings.ReplaceAll(url.Values{"back": {address}, "duty": {"9"}, "subject": {"依申请〔2026〕41号"}}.Encode(), "&", "&amp;")
		if !strings.Contains(page, want) {
			t.Errorf("no way to enter %s: want %s", kind, want)
		}
	}
	if _, page := s.get("leader", "zh-CN", address); strings.Contains(page, "/enter/") {
		t.Error("who may only see is led to a form")
	}
	_, page = s.get("staff", "zh-CN", links{&Asked{}}.Instance("9", "依申请〔2026〕42号"))
	if !strings.Contains(page, "/enter/corrected?") || strings.Contains(page, "/enter/extended?") {
		t.Error("while a correction is awaited the correction comes next, and no extension")
	}
}

func TestSupervisedDutiesStandInNoTotal(t *testing.T) {
	s := newBoardServer(t, boardPlan())
	if _, page := s.get("leader", "zh-CN", "/rows?period=all&duty=2d"); !strings.Contains(page, "共 0 项") {
		t.Error("a duty performed by others is listed among the body's own")
	}
	if _, page := s.get("leader", "zh-CN", "/supervision?period=all"); !strings.Contains(page, "2026H1") || !strings.Contains(page, "共 2 项") {
		t.Error("a duty performed by others is nowhere")
	}
	_, page := s.get("head", "zh-CN", "/checks")
	if !strings.Contains(page, "西秀区&lt;窗口&gt;") || !strings.Contains(page, "/file/"+strings.Repeat("0a", 32)) {
		t.Error("the sharing office does not see the checks with their evidence")
	}
	s.reader.plan.Duties[len(s.reader.plan.Duties)-2].CoOffices = nil
	if _, page := s.get("head", "zh-CN", "/checks"); strings.Contains(page, "西秀区") {
		t.Error("an office sees the checks of a duty it has no part in")
	}
}

func TestTwoVersionsAreSetSideBySide(t *testing.T) {
	s := newBoardServer(t, boardPlan())
	if _, page := s.get("leader", "zh-CN", "/plan"); strings.Contains(page, "/plan/compare") {
		t.Error("one version is offered for comparison")
	}
	s.reader.withTwoVersions()
	_, page := s.get("leader", "zh-CN", "/plan")
	if !strings.Contains(page, "/plan/compare?is=2&amp;was=1") || !strings.Contains(page, "2024年1月1日 – 2026年6月30日") {
		t.Error("the plan does not say when each version is in force, or does not lead to the comparison")
	}
	status, page := s.get("leader", "zh-CN", "/plan/compare")
	compareGolden(t, "testdata/boards/compare.zh-CN.html", mainOf(page))
	for _, words := range []string{"从未触发的事项", "婚姻登记信息", "<del>15 个工作日内</del>", "<ins>20 个工作日内</ins>", "民间组织管理科", "更名", "决定书文号"} {
		if status != http.StatusOK || !strings.Contains(page, words) {
			t.Errorf("status %d, the comparison does not say %s", status, words)
		}
	}
	if status, _ := s.get("leader", "zh-CN", "/plan/compare?from=1&to=2"); status != http.StatusSeeOther {
		t.Errorf("numbers under from and to: %d", status)
	}
	if status, _ := s.get("leader", "zh-CN", "/plan/compare?was=1&is=7"); status != http.StatusNotFound {
		t.Errorf("a version that is not there: %d", status)
	}
}

func TestWhatWasNeverTriggeredIsNamedOutsideTheDenominator(t *testing.T) {
	plan := boardPlan()
	s := newBoardServer(t, plan)
	var kept []disclosure.Instance
	for _, i := range s.reader.instances {
		if i.Duty != "5" {
			kept = append(kept, i)
		}
	}
	s.reader.instances = kept
	_, page := s.get("leader", "zh-CN", "/duties?period=2026Q3")
	// The other is the duty to answer applications: none fell due in the quarter.
	if strings.Count(page, "本时段没有触发") != 2 {
		t.Errorf("%d duties are named as never triggered", strings.Count(page, "本时段没有触发"))
	}
	if _, page := s.get("head", "zh-CN", "/duties?period=2026Q3"); strings.Contains(page, "本时段没有触发") {
		t.Error("an office is told about the duties of others")
	}
}

func TestUnverifiedInstancesAreNamedBesideTheRate(t *testing.T) {
	s := newBoardServer(t, boardPlan())
	for _, address := range []string{"/overview?period=2026Q4", "/office/bgs?period=2026Q4"} {
		if _, page := s.get("leader", "zh-CN", address); !strings.Contains(page, "另有待核 1 项") {
			t.Errorf("%s is silent about what is unverified", address)
		}
	}
}
