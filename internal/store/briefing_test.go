package store_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"daylight/internal/assessment"
	"daylight/internal/briefing"
	"daylight/internal/disclosure"
	"daylight/internal/store"
	"daylight/internal/workday"
)

// issueDay is a day of issue in a year of its own: numbers count by year.
var issueDay = workday.MustDate("2026-04-15")

func quarterDraft(body string) briefing.Record {
	quarter := assessment.Period{From: workday.MustDate("2026-01-01"), To: workday.MustDate("2026-03-31")}
	return briefing.Record{Request: briefing.Request{
		Body: body, Kind: briefing.Quarterly, Period: quarter, Window: quarter, AsOf: workday.MustDate("2026-04-08").End(), RectifyWorkdays: 10,
	}}
}

// approved returns a briefing that waits to be issued.
func approved(t testing.TB, s *store.Store, body string) briefing.Record {
	t.Helper()
	r, err := s.Prepare(t.Context(), quarterDraft(body), "mishu")
	for _, step := range []struct {
		to    briefing.State
		actor string
	}{{briefing.Submitted, "mishu"}, {briefing.Approved, "lingdao"}} {
		if err == nil {
			r, err = s.Move(t.Context(), body, r.ID, step.to, step.actor, "")
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// drawn is a paper that shows its number.
func drawn(r briefing.Record) (briefing.Issue, error) {
	name := r.Number.String()
	return briefing.Issue{
		Value: &briefing.Briefing{Request: r.Request, Title: name, Figures: map[string]briefing.Figure{"rate": {Text: "92.1%", Table: "t"}}},
		Files: []briefing.Content{
			{File: briefing.File{Name: "通报.docx", Type: "application/x"}, Content: []byte("通报 " + name)},
			{File: briefing.File{Name: "单位/办公室.docx", Office: "bgs", Type: "application/x"}, Content: []byte("办公室 " + name)},
		},
	}, nil
}

func TestABriefingLivesFromDraftToIssue(t *testing.T) {
	s := openStore(t)
	r, err := s.Prepare(t.Context(), quarterDraft("b"), "mishu")
	if err != nil {
		t.Fatal(err)
	}
	before, err := s.Moment(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	do := func(err error, code string) {
		t.Helper()
		var refused *disclosure.Error
		switch {
		case code == "" && err != nil:
			t.Fatal(err)
		case code != "" && (!errors.As(err, &refused) || refused.Code != code):
			t.Errorf("应为 %s：%v", code, err)
		}
	}
	move := func(to briefing.State, actor, note, code string) {
		t.Helper()
		_, err := s.Move(t.Context(), "b", r.ID, to, actor, note)
		do(err, code)
	}
	edit := func(words, code string) {
		t.Helper()
		_, err := s.Edit(t.Context(), "b", r.ID, map[string]string{"overall.1": words}, "mishu")
		do(err, code)
	}
	edit("甲", "")
	edit("乙", "")
	edit("乙", "")
	edit(briefing.OwnWords, "")
	edit("", "")
	edit("乙", "")
	move(briefing.Approved, "lingdao", "", "briefings.move_refused")
	move(briefing.Submitted, "mishu", "", "")
	edit("丙", "briefings.edit_late")
	move(briefing.Approved, "mishu", "", "briefings.own_work")
	move(briefing.Draft, "lingdao", " ", "briefings.note_missing")
	move(briefing.Draft, "lingdao", "请补充第二部分", "")
	move(briefing.Submitted, "mishu", "", "")
	_, err = s.Issue(t.Context(), "b", r.ID, issueDay, "mishu", drawn)
	do(err, "briefings.not_approved")
	move(briefing.Approved, "lingdao", "同意", "")
	_, err = s.Issue(t.Context(), "b", r.ID, workday.DateOf(time.Now())+1, "mishu", drawn)
	do(err, "briefings.issue_ahead")
	_, err = s.Issue(t.Context(), "b", r.ID, workday.MustDate("2026-04-07"), "mishu", drawn)
	do(err, "briefings.issue_before_as_of")
	issued, err := s.Issue(t.Context(), "b", r.ID, issueDay, "mishu", drawn)
	do(err, "")
	move(briefing.Draft, "lingdao", "撤回", "briefings.move_refused")
	move(briefing.Dropped, "mishu", "", "briefings.move_refused")
	edit("丁", "briefings.edit_late")
	_, err = s.Issue(t.Context(), "b", r.ID, issueDay, "mishu", drawn)
	do(err, "briefings.issued_already")

	if issued.State != briefing.Issued || issued.Number.String() != "〔2026〕第1期" || issued.Request.IssuedOn != issueDay || issued.Edits["overall.1"] != "乙" {
		t.Errorf("%+v", issued)
	}
	var acts []briefing.State
	for _, step := range issued.Steps {
		acts = append(acts, step.To)
	}
	if want := []briefing.State{1, 1, 1, 1, 1, 1, 2, 1, 2, 3, 4}; !slices.Equal(acts, want) {
		t.Errorf("办理过程 %v", acts)
	}
	value, err := s.Frozen(t.Context(), "b", r.ID)
	want, _ := drawn(issued)
	if err != nil || !reflect.DeepEqual(value, want.Value) {
		t.Errorf("%+v %v", value, err)
	}
	content, err := s.FileContent(t.Context(), "b", r.ID, "单位/办公室.docx")
	if err != nil || string(content) != "办公室 〔2026〕第1期" || len(issued.Files) != 2 || issued.Files[0].SHA256 == "" {
		t.Errorf("%q %v %+v", content, err, issued.Files)
	}
	for _, gone := range [][3]string{{"b", r.ID, "别的.docx"}, {"c", r.ID, "通报.docx"}, {"b", "x", "通报.docx"}} {
		if _, err := s.FileContent(t.Context(), gone[0], gone[1], gone[2]); !errors.Is(err, disclosure.ErrNotFound) {
			t.Errorf("%v: %v", gone, err)
		}
	}
	then, err := s.Briefings(t.Context(), "b", before)
	if err != nil || len(then) != 1 || then[0].State != briefing.Draft || len(then[0].Edits) != 0 || then[0].Files != nil {
		t.Errorf("印发前的台账：%+v %v", then, err)
	}
	again := quarterDraft("b")
	again.ID = r.ID
	_, err = s.Prepare(t.Context(), again, "schedule")
	do(err, "briefings.there_already")
	again.ID, again.Reissues, again.Decision = "", "nothing", "领导小组会议"
	if _, err := s.Prepare(t.Context(), again, "mishu"); !errors.Is(err, disclosure.ErrNotFound) {
		t.Errorf("重发不存在的：%v", err)
	}
	again.Reissues = r.ID
	reissue, err := s.Prepare(t.Context(), again, "mishu")
	if err != nil || reissue.Reissues != r.ID || reissue.Decision != "领导小组会议" {
		t.Errorf("%+v %v", reissue, err)
	}
}

// Two programs, and many people who press at once: no number twice, none left out.
func TestNumbersAreNeverReusedOrSkipped(t *testing.T) {
	at := startEngine(t)
	stores := [2]*store.Store{openOn(t, at), openOn(t, at)}
	const papers = 8
	var ids []string
	for range papers {
		ids = append(ids, approved(t, stores[0], "b").ID)
	}
	var mu sync.Mutex
	numbers, refused := map[int]string{}, 0
	var all sync.WaitGroup
	for n := range 3 * papers { // three people press for each
		all.Go(func() {
			r, err := stores[n%2].Issue(context.Background(), "b", ids[n%papers], issueDay, "mishu", func(r briefing.Record) (briefing.Issue, error) {
				if n%5 == 4 {
					return briefing.Issue{}, errors.New("the renderer is away")
				}
				return drawn(r)
			})
			mu.Lock()
			defer mu.Unlock()
			var clash *disclosure.Error
			switch {
			case err == nil && numbers[r.Number.Issue] != "":
				t.Errorf("第%d期 stands twice", r.Number.Issue)
			case err == nil:
				numbers[r.Number.Issue] = r.ID
			case errors.As(err, &clash) && clash.Code == "briefings.issued_already":
				refused++
			case n%5 != 4:
				t.Errorf("press %d: %v", n, err)
			}
		})
	}
	all.Wait()
	for n := range papers {
		if numbers[n+1] == "" {
			t.Errorf("第%d期 was skipped: %v", n+1, numbers)
		}
	}
	list, err := stores[1].Briefings(t.Context(), "b", time.Now().Add(time.Hour))
	if err != nil || len(list) != papers || refused == 0 {
		t.Errorf("%d records, %d refused, %v", len(list), refused, err)
	}
	for _, r := range list {
		content, err := stores[0].FileContent(t.Context(), "b", r.ID, "通报.docx")
		if err != nil || numbers[r.Number.Issue] != r.ID || string(content) != "通报 "+r.Number.String() || len(r.Files) != 2 {
			t.Errorf("%s: %q %v", r.Number, content, err)
		}
	}
}

// A program that is killed while it issues leaves no gap, no number and no file.
func TestACrashWhileIssuingLeavesNothing(t *testing.T) {
	at := startEngine(t)
	s := openOn(t, at)
	r := approved(t, s, "b")
	for _, where := range []string{"drawing", "files"} {
		cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestIssueAndHang$")
		cmd.Env = append(os.Environ(), "ISSUE_DSN="+at.DSN, "ISSUE_DIR="+at.LockDir, "ISSUE_ID="+r.ID, "ISSUE_AT="+where)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if line, err := bufio.NewReader(out).ReadBytes('\n'); !bytes.Contains(line, []byte("hangs")) {
			t.Fatalf("%q %v", line, err)
		}
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait() // it was killed
		left, err := s.Briefing(t.Context(), "b", r.ID)
		if err != nil || left.State != briefing.Approved || len(left.Files) > 0 || left.Number != (briefing.Number{}) {
			t.Errorf("killed at %s: %+v %v", where, left, err)
		}
		if _, err := s.FileContent(t.Context(), "b", r.ID, "半份.docx"); !errors.Is(err, disclosure.ErrNotFound) {
			t.Errorf("killed at %s: a file can be read: %v", where, err)
		}
	}
	issued, err := s.Issue(t.Context(), "b", r.ID, issueDay, "mishu", drawn)
	if err != nil || issued.Number != (briefing.Number{Year: 2026, Issue: 1}) || len(issued.Files) != 2 {
		t.Errorf("%+v %v", issued, err)
	}
}

// TestIssueAndHang is the program that the test above kills.
func TestIssueAndHang(t *testing.T) {
	if os.Getenv("ISSUE_DSN") == "" {
		t.Skip("runs for another test")
	}
	s, err := store.Open(t.Context(), store.Options{DSN: os.Getenv("ISSUE_DSN"), LockDir: os.Getenv("ISSUE_DIR")})
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Issue(t.Context(), "b", os.Getenv("ISSUE_ID"), issueDay, "mishu", func(r briefing.Record) (briefing.Issue, error) {
		if os.Getenv("ISSUE_AT") == "files" {
			if err := store.LeaveIssueFile(t.Context(), s, "b", r.ID, "半份.docx"); err != nil {
				t.Fatal(err)
			}
		}
		fmt.Println("hangs")
		time.Sleep(time.Hour)
		return briefing.Issue{}, nil
	})
	t.Fatal(err)
}
