package web

import (
	"flag"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"daylight/internal/access"
	"daylight/internal/access/accesstest"
	"daylight/internal/briefing/briefingtest"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/planfile"
)

var updatePages = flag.Bool("update-pages", false, "rewrite the golden pages")

// boardServer is a server whose reader is a fake, with one account per role.
type boardServer struct {
	*Server
	t      *testing.T
	reader *fakeReader
}

func newBoardServer(t *testing.T, plan *disclosure.Plan) *boardServer {
	t.Helper()
	log := slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelError}))
	now := func() time.Time { return boardNow }
	repo := accesstest.New()
	for _, a := range []access.Account{
		{Name: "leader", Role: access.Leading, Display: "领导小组"},
		{Name: "staff", Role: access.Secretariat, Body: plan.Body.Code, Display: "领导小组办公室"},
		{Name: "head", Role: access.Head, Body: plan.Body.Code, Office: plan.Offices[1].Code, Display: "科室负责人"},
	} {
		a.Version, a.Epoch = 1, 1
		if err := repo.PutAccount(t.Context(), a); err != nil {
			t.Fatal(err)
		}
	}
	service := access.NewService(repo, access.Secret(strings.Repeat("k", 32)), log, now)
	t.Cleanup(service.Close)
	reader := newFakeReader(plan)
	evidence := &fakeEvidence{kept: map[string]disclosure.Attachment{}}
	for _, e := range slices.Concat(slices.Collect(maps.Values(reader.events))...) {
		if digest := e.Attrs["attachment"]; digest != "" {
			evidence.kept[plan.Body.Code+"/"+digest] = disclosure.Attachment{SHA256: digest, Body: plan.Body.Code, Name: "a.png", Type: "image/png", Content: []byte("x")}
		}
	}
	people := newFakePeople()
	s, err := New(Config{
		Reader: reader, Evidence: evidence, Matters: newFakeMatters(), Extras: people, Appeals: people, Nation: newFakeNation(),
		Access: service, Log: log, Now: now, Version: "test", RequestsPerMinute: -1,
		Briefings: briefingtest.New(now), Press: &fakePress{},
	})
	if err != nil {
		t.Fatal(err)
	}
	return &boardServer{Server: s, t: t, reader: reader}
}

// get asks as an account in a language and returns status and page.
func (s *boardServer) get(as, lang, address string) (int, string) {
	s.t.Helper()
	r := httptest.NewRequest(http.MethodGet, address, nil)
	r.Header.Set("Accept-Language", lang)
	r.AddCookie(&http.Cookie{Name: "daylight_session", Value: s.Access.Secret.Seal(access.NewSession(access.Account{Name: as, Epoch: 1}, boardNow))})
	resp, err := s.app.Test(r, -1)
	if err != nil {
		s.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

// boardPages are the pages under test, by the name of their golden file.
func boardPages(s *boardServer) map[string]string {
	worst, _ := s.reader.Instances(s.t.Context(), disclosure.Question{Body: s.reader.plan.Body.Code, AsOf: boardNow})
	one := links{&Asked{}}.Instance(worst[0].Duty, worst[0].Subject)
	dirtyOne := ""
	for _, i := range worst {
		if strings.Contains(i.Title, "</script>") && i.Verdict != disclosure.Pending {
			dirtyOne = links{&Asked{}}.Instance(i.Duty, i.Subject)
		}
	}
	duty, office := s.reader.plan.Duties[0].Code, s.reader.plan.Offices[0].Code
	return map[string]string{
		"overview":       "/overview?period=2026Q3",
		"overview_asof":  "/overview?period=2026Q3&as_of=2026-09-30",
		"overview_empty": "/overview?period=2019",
		"office":         "/office/" + office + "?period=2026Q4",
		"duties":         "/duties",
		"duty":           "/duty/" + duty,
		"instance":       one,
		"instance_dirty": dirtyOne,
		"rows":           "/rows?period=2026Q3",
		"rows_filtered":  "/rows?period=2026&verdict=late,missing&sort=-due",
		"rows_empty":     "/rows?period=2019&verdict=late",
		"plan":           "/plan",
		"help":           "/help",
		"help_kinds":     "/help/kinds",
		"help_rules":     "/help/rules",
		"cases":          "/cases",
		"cases_state":    "/cases?state=correction",
		"case_late":      links{&Asked{}}.Instance("9", "依申请〔2026〕44号"),
		"case_stopped":   links{&Asked{}}.Instance("9", "依申请〔2026〕42号"),
		"incidents":      "/incidents",
		"incident":       links{&Asked{}}.Instance("8f", "舆情〔2026〕2号"),
		"policies":       "/policies?period=2026Q4",
		"checks":         "/checks",
		"check":          "/instance/2d/2026H1",
		"supervision":    "/supervision?period=all",
		"overview_doubt": "/overview?period=2026Q4",
		"overview_score": "/overview?period=2026Q3&rank=score",
		"scores":         "/scores?period=2026Q3",
		"scores_empty":   "/scores?period=2019",
		"receipts":       "/receipts/" + office + "?period=2026Q3",
		"receipts_2":     "/receipts/" + office + "?period=all&page=2",
		"annual":         "/annual?year=2026",
		"whatif":         "/whatif?period=2026Q3",
		"whatif_changed": "/whatif?period=2026Q3&p.0=1&p.1=1.5&p.9=3&w.timeliness=45&w.mechanism=10",
	}
}

// inEnglish are the pages that also have a golden page in English.
var inEnglish = map[string]bool{"overview": true, "instance": true, "help": true, "help_kinds": true, "cases": true, "case_late": true, "incidents": true, "scores": true, "receipts": true, "annual": true, "whatif_changed": true}

func TestBoardsMatchTheirGoldenPages(t *testing.T) {
	s := newBoardServer(t, boardPlan())
	for name, address := range boardPages(s) {
		for _, lang := range i18n.Langs {
			if lang == i18n.English && !inEnglish[name] {
				continue
			}
			status, page := s.get("leader", string(lang), address)
			if status != http.StatusOK {
				t.Errorf("%s: status %d", address, status)
				continue
			}
			compareGolden(t, filepath.Join("testdata", "boards", name+"."+string(lang)+".html"), mainOf(page))
		}
	}
}

// mainOf is what a board itself writes; the layout around it has its own tests.
func mainOf(page string) string {
	_, page, _ = strings.Cut(page, "<main")
	page, _, _ = strings.Cut(page, "</main>")
	return "<main" + page + "</main>\n"
}

func compareGolden(t *testing.T, file, got string) {
	t.Helper()
	if *updatePages {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("read golden page (write it with -update-pages): %v", err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s differs (-golden +got), rewrite with -update-pages:\n%s", file, diff)
	}
}

var stamp = regexp.MustCompile(`"/static/([^"?]+)(\?v=[0-9a-f]+)?"`)

// TestWritePagesToLookAt writes every page with the shipped plan to the folder
// that DAYLIGHT_LOOK names, for the eye.
func TestWritePagesToLookAt(t *testing.T) {
	dir := os.Getenv("DAYLIGHT_LOOK")
	if dir == "" {
		t.Skip("DAYLIGHT_LOOK names no folder")
	}
	plan, err := planfile.Shipped("anshun-mzj")
	if err != nil {
		t.Fatal(err)
	}
	plan.Body.Demo = true
	s := newBoardServer(t, plan)
	pages := boardPages(s)
	pages["office"] = "/office/organisations?period=2026Q3"
	pages["duty"] = "/duty/4a"
	for name, address := range pages {
		for _, lang := range i18n.Langs {
			_, page := s.get("leader", string(lang), address)
			page = stamp.ReplaceAllString(page, `"static/$1"`)
			t.Logf("%s.%s: %d KB", name, lang, len(page)/1024)
			if err := os.WriteFile(filepath.Join(dir, name+"."+string(lang)+".html"), []byte(page), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	// The small plan has every clock.
	small := newBoardServer(t, boardPlan())
	pages = boardPages(small)
	small.reader.withTwoVersions()
	pages["compare"] = "/plan/compare"
	for name, address := range pages {
		_, page := small.get("staff", "zh-CN", address)
		page = stamp.ReplaceAllString(page, `"static/$1"`)
		if err := os.WriteFile(filepath.Join(dir, "small_"+name+".html"), []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	_, page := s.get("head", "zh-CN", "/office/"+plan.Offices[1].Code)
	page = stamp.ReplaceAllString(page, `"static/$1"`)
	if err := os.WriteFile(filepath.Join(dir, "office_head.zh-CN.html"), []byte(page), 0o644); err != nil {
		t.Fatal(err)
	}
}
