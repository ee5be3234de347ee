package web

import (
	"context"
	"encoding/csv"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"daylight/internal/access"
	"daylight/internal/assessment"
	"daylight/internal/disclosure"
)

// fakeNation answers with rows of its own.
type fakeNation struct {
	rows  []assessment.BodyStanding
	asked []assessment.NationQuestion
	err   error
}

func newFakeNation() *fakeNation {
	return &fakeNation{rows: []assessment.BodyStanding{standingOf("mzj", "某市民政局", "甲省/乙市", 9, 1)}}
}

func standingOf(code, name, region string, onTime, missing int) assessment.BodyStanding {
	s := assessment.BodyStanding{
		Body: disclosure.Body{Code: code, Name: name, Region: region}, Scheme: "default@0", SchemeSHA256: "x", Scored: 2, ScoreSum: 18001,
		Worst: assessment.Worst{Code: "bgs", Name: "办公室", Total: 8000},
	}
	s.OnTime, s.Missing, s.Late = onTime, missing, 1
	return s
}

func (f *fakeNation) Standings(_ context.Context, q assessment.NationQuestion) (assessment.Standings, error) {
	f.asked = append(f.asked, q)
	if q.AsOf.IsZero() {
		q.AsOf = testNow
	}
	return assessment.Standings{Period: q.Period, AsOf: q.AsOf, Rows: f.rows}, f.err
}

// country is a house with more than one body.
func country(t *testing.T, change func(*fakeNation)) (*house, *fakeNation) {
	nation := &fakeNation{}
	for n := range 3 {
		for m := range 70 {
			code := fmt.Sprintf("b%d%02d", n, m)
			nation.rows = append(nation.rows, standingOf(code, fmt.Sprintf("第%d市第%02d局", n, m), fmt.Sprintf("甲省/第%d市", n), 3+m/2, n))
		}
	}
	nation.rows = append(nation.rows, standingOf("prov", "甲省民政厅"+evil, "甲省", 40, 0), standingOf("else", "无处局", "", 0, 0), standingOf("mzj", "某市民政局", "丙省/丁市", 9, 1))
	if change != nil {
		change(nation)
	}
	h := newHouse(t, func(c *Config) { c.Nation = nation })
	for _, r := range nation.rows {
		if r.Body.Code != "mzj" {
			h.reader.more = append(h.reader.more, r.Body)
		}
	}
	return h, nation
}

func TestTheBoardOverBodiesLeadsFromRegionsToOffices(t *testing.T) {
	h, nation := country(t, nil)
	b := h.signedIn(access.Leading)
	for _, c := range []struct {
		address string
		has     []string
		hasNot  []string
	}{
		{"/bodies", []string{"纳入 213 个机关", "region=%E7%94%B2%E7%9C%81", ">甲省</a>", ">丙省</a>", "未写行政区划的机关", "排名条形图"}, []string{"第0市第00局"}},
		{"/bodies?region=甲省", []string{">第0市</a>", "甲省本级机关", "列出全部 211 个机关"}, []string{"丙省</a>"}},
		{"/bodies?region=甲省/第1市", []string{"第1市第69局", `href="/overview?body=b169`, `href="/office/bgs?body=b169`, "样本少", "并列", "第 1–70 项，共 70 项"}, []string{"第0市第00局"}},
		{"/bodies?region=甲省&list=own", []string{"甲省民政厅"}, []string{"第0市第00局"}},
		{"/bodies?list=own", []string{"无处局"}, []string{"甲省民政厅"}},
		{"/bodies?list=all", []string{"第 1–80 项，共 213 项", "page=2"}, nil},
		{"/bodies?list=all&page=3&sort=-missing&by=score", []string{"第 161–213 项", `aria-sort="descending"`}, nil},
		{"/bodies?q=第2市第03", []string{"第2市第03局"}, []string{"第2市第04局"}},
		{"/bodies?q=没有的", []string{"没有找到机关"}, nil},
		{"/bodies?region=乌有省", []string{"没有属于“乌有省”的机关"}, nil},
		{"/bodies?sort=evil", []string{"不能按“evil”排序"}, nil},
		{"/bodies?lang=en&region=甲省", []string{"How all bodies stand", "List all 211 bodies"}, nil},
	} {
		a := b.get(c.address)
		for _, want := range c.has {
			if !strings.Contains(a.text, want) {
				t.Errorf("%s (%d) lacks %q", c.address, a.StatusCode, want)
			}
		}
		for _, not := range append(c.hasNot, "<script>alert", "⟦", "%!") {
			if strings.Contains(a.text, not) {
				t.Errorf("%s shows %q", c.address, not)
			}
		}
		if len(a.text) > 100<<10 {
			t.Errorf("%s has %d bytes", c.address, len(a.text))
		}
	}
	if q := nation.asked[0]; !q.AsOf.IsZero() || q.Period.From.String() != "2026-10-01" {
		t.Errorf("asked %+v", q)
	}
	a := b.get("/bodies?lang=zh-CN&as_of=2026-09-30&period=2026Q3")
	if q := nation.asked[len(nation.asked)-1]; q.AsOf.IsZero() || !strings.Contains(a.text, "2026年9月30日24时") {
		t.Errorf("asked %+v", q)
	}
	if !strings.Contains(a.text, "/overview?") || !strings.Contains(a.text, "as_of=2026-09-30") {
		t.Error("the moment is lost on the way down")
	}
}

func TestTheBoardOverBodiesAsAFile(t *testing.T) {
	h, _ := country(t, nil)
	a := h.signedIn(access.Leading).get("/bodies.csv?region=甲省&sort=-missing")
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(a.text, "\ufeff"))).ReadAll()
	if err != nil || len(rows) != 212 || rows[0][1] != "机关代码" || rows[1][3] != "甲省/第2市" || rows[1][10] != "2" {
		t.Errorf("%v, %d rows %q", err, len(rows), rows[:min(2, len(rows))])
	}
}

func TestWhoSeesOneBodyIsLedToIt(t *testing.T) {
	h := newHouse(t)
	for _, address := range []string{"/bodies"} {
		if a := h.signedIn(access.Leading).get(address); !strings.Contains(a.text, "库中只有一个机关：某市民政局") || !strings.Contains(a.text, `href="/overview?body=mzj"`) {
			t.Errorf("%d %s", a.StatusCode, a.text)
		}
	}
	h, _ = country(t, nil)
	account := access.Account{Name: "own", Version: 1, Epoch: 1, Role: access.Auditor, Body: "mzj", PasswordHash: testHash()}
	if err := h.repo.PutAccount(t.Context(), account); err != nil {
		t.Fatal(err)
	}
	b := h.browser()
	b.jar["daylight_session"] = h.Access.Secret.Seal(access.NewSession(account, testNow))
	a := b.get("/bodies")
	if a.StatusCode != http.StatusOK || !strings.Contains(a.text, "您的账号只查看一个机关") || strings.Contains(a.text, "第0市") || strings.Contains(a.text, "甲省") {
		t.Errorf("%d %s", a.StatusCode, a.text)
	}
	if a := b.get("/bodies.csv"); strings.Contains(a.text, "甲省") {
		t.Error("the file shows other bodies")
	}
	if a := b.get("/overview"); strings.Contains(a.text, `href="/bodies"`) {
		t.Error("the menu leads there")
	}
	if a := h.signedIn(access.Leading).get("/overview"); !strings.Contains(a.text, `href="/bodies"`) {
		t.Error("the menu does not lead there")
	}
	h, nation := country(t, nil)
	nation.err = &disclosure.Error{Kind: disclosure.Unavailable, Code: "nation.computing", Args: []any{213}}
	if a := h.signedIn(access.Leading).get("/bodies"); a.StatusCode != http.StatusServiceUnavailable || !strings.Contains(a.text, "正在从台账汇总 213 个机关") {
		t.Errorf("%d %s", a.StatusCode, a.text)
	}
}
