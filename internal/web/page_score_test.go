package web

import (
	"bytes"
	"context"
	"encoding/csv"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/net/html"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/schemefile"
	"daylight/internal/workday"
)

// pointsOf reads points as a page writes them.
func pointsOf(t *testing.T, text string) assessment.Points {
	t.Helper()
	sign := assessment.Points(1)
	text = strings.TrimPrefix(text, "+")
	for _, minus := range []string{"−", "-"} {
		if rest, ok := strings.CutPrefix(text, minus); ok {
			text, sign = rest, -1
		}
	}
	p, ok := parsePoints(text)
	if !ok {
		t.Fatalf("%q is no number of points", text)
	}
	return sign * p
}

func hasClass(n *html.Node, class string) bool {
	return strings.Contains(" "+attr(n, "class")+" ", " "+class+" ")
}

// The law of every page of receipts: what stands on it sums to the score.
func TestTheReceiptsOnThePagesSumToTheScore(t *testing.T) {
	s := newBoardServer(t, boardPlan())
	pages := 0
	for _, period := range []string{"2026Q3", "2026", "all", "2019"} {
		for _, o := range s.reader.plan.Offices {
			if o.Group == disclosure.GroupExternal {
				continue
			}
			var lines, subtotals assessment.Points
			score, shown := "", ""
			for address := "/receipts/" + o.Code + "?period=" + period; address != ""; {
				status, page := s.get("leader", "zh-CN", address)
				if status != http.StatusOK {
					t.Fatalf("%s: status %d", address, status)
				}
				pages++
				address, subtotals = "", 0
				for _, n := range elements(t, page) {
					switch {
					case attr(n, "rel") == "next":
						address = attr(n, "href")
					case hasClass(n, "points"):
						lines += pointsOf(t, textOf(n))
					case hasClass(n, "subtotal"):
						subtotals += pointsOf(t, textOf(n))
					case hasClass(n, "sum"):
						shown = textOf(n)
					case hasClass(n, "figure-big"):
						score = textOf(n)
					}
				}
			}
			if score == "" {
				continue
			}
			if want := pointsOf(t, score); lines != want || subtotals != want || pointsOf(t, shown) != want {
				t.Errorf("%s in %s: lines %s, subtotals %s, sum shown %s, score %s", o.Code, period, lines, subtotals, shown, score)
			}
			_, ranking := s.get("leader", "zh-CN", "/scores?period="+period)
			if !strings.Contains(ranking, `href="`+receiptsPath(o.Code)+`?period=`+period+`">`+score+"</a>") {
				t.Errorf("%s in %s: the ranking shows another score than %s", o.Code, period, score)
			}
			_, file := s.get("leader", "zh-CN", "/receipts.csv?office="+o.Code+"&period="+period)
			rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(file, "\ufeff"))).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			var sum assessment.Points
			for _, row := range rows[1 : len(rows)-1] {
				sum += pointsOf(t, row[1])
			}
			if last := rows[len(rows)-1]; last[1] != score || sum.String() != score {
				t.Errorf("%s in %s: the file sums to %s and says %s, the score is %s", o.Code, period, sum, last[1], score)
			}
		}
	}
	if pages < 14 {
		t.Errorf("only %d pages were read", pages)
	}
}

func TestAHeadSeesNoReceiptOfAnotherOffice(t *testing.T) {
	s := newBoardServer(t, boardPlan())
	own, other := s.reader.plan.Offices[1], s.reader.plan.Offices[0]
	for address, want := range map[string]int{
		receiptsPath(own.Code): 200, receiptsPath(other.Code): 403, "/receipts.csv?office=" + other.Code: 403, "/receipts.csv": 200, "/receipts": 303,
		"/scores": 403, "/annual": 403, "/annual.xlsx": 403, "/whatif": 403, "/whatif.csv?p.0=1": 403, "/overview?rank=score": 403,
		"/office/" + own.Code: 200,
	} {
		if status, _ := s.get("head", "zh-CN", address); status != want {
			t.Errorf("%s: status %d, want %d", address, status, want)
		}
	}
	for _, address := range []string{receiptsPath(own.Code) + "?period=2026", "/receipts.csv?period=2026", "/office/" + own.Code + "?period=2026"} {
		_, page := s.get("head", "zh-CN", address)
		for _, i := range s.reader.instances {
			if i.Office != own.Code && (strings.Contains(page, ">"+i.Subject+"<") || strings.Contains(page, ","+i.Subject+",")) {
				t.Errorf("%s shows %s of %s", address, i.Subject, i.OfficeName)
			}
		}
		if strings.Contains(page, receiptsPath(other.Code)) || strings.Contains(page, ">"+other.Name+"<") {
			t.Errorf("%s names another office", address)
		}
	}
}

// scheme1 is an adopted scheme.
type scheme1 struct{ t *testing.T }

func (r scheme1) SchemeInForce(_ context.Context, body string, day workday.Date, _ time.Time) (*assessment.Scheme, error) {
	if body != "anshun-mzj" || day < workday.MustDate("2026-07-01") {
		return nil, disclosure.ErrNotFound
	}
	s, err := schemefile.Default()
	if err != nil {
		r.t.Error(err)
		return nil, err
	}
	s.Version, s.Title, s.Approver = 1, assessment.Name{Chinese: "考核办法"}, "局长办公会"
	return s, nil
}

func TestPagesSayWhoseSchemeTheyFollow(t *testing.T) {
	s := newBoardServer(t, boardPlan())
	s.Schemes = scheme1{t}
	for address, proposal := range map[string]bool{
		"/scores?period=2026Q3": false, "/scores?period=2026Q2": true, "/receipts/bgs?period=2026Q3": false, "/annual?year=2025": true,
		"/annual?year=2026": false, "/whatif?period=2026Q2": true, "/office/bgs?period=2026Q3": false, "/overview?rank=score&period=2026Q2": true,
	} {
		_, page := s.get("leader", "zh-CN", address)
		if says := strings.Contains(page, "建议方案，待领导小组审定"); says != proposal {
			t.Errorf("%s: says that it is a proposal: %v", address, says)
		}
		if says := strings.Contains(page, "局长办公会批准，2026年1月1日起施行"); says == proposal {
			t.Errorf("%s: says who approved it: %v", address, says)
		}
		if !strings.Contains(page, map[bool]string{true: "default@0", false: "default@1"}[proposal]) {
			t.Errorf("%s does not name the version", address)
		}
	}
}

func TestTheOverviewRanksByScoreWhenAsked(t *testing.T) {
	s := newBoardServer(t, boardPlan())
	_, byRate := s.get("leader", "zh-CN", "/overview?period=2026Q3")
	_, byPoints := s.get("leader", "zh-CN", "/overview?period=2026Q3&rank=score")
	_, nonsense := s.get("leader", "zh-CN", "/overview?period=2026Q3&rank=x")
	if strings.Contains(byRate, `href="/receipts/`) || !strings.Contains(byPoints, `href="/receipts/`) || strings.Contains(nonsense, `href="/receipts/`) {
		t.Error("scores stand where they were not asked for, or do not where they were")
	}
	lead := regexp.MustCompile(`(?s)<p class="lead">.*?</p>`)
	if a, b := lead.FindString(byRate), lead.FindString(byPoints); a == "" || a != b {
		t.Error("the sentence is another")
	}
	if !strings.Contains(byPoints, `name="rank" value="score"`) || !strings.Contains(byPoints, "rank=score") {
		t.Error("the form or the permalink loses the order")
	}
}

func openBook(t *testing.T, file string) *excelize.File {
	t.Helper()
	b, err := excelize.OpenReader(bytes.NewReader([]byte(file)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

func TestTheAnnualWorkbookIsTypedFrozenAndReadyToPrint(t *testing.T) {
	plan := boardPlan()
	plan.Offices[0].Name = "=办公室"
	s := newBoardServer(t, plan)
	status, file := s.get("leader", "zh-CN", "/annual.xlsx?year=2026")
	if status != http.StatusOK {
		t.Fatalf("status %d", status)
	}
	b := openBook(t, file)
	sheet := b.GetSheetName(0)
	rows, err := b.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 3+4 || !strings.Contains(rows[0][0], "2026 年度") || !strings.Contains(rows[1][0], "建议方案") {
		t.Fatalf("%d rows: %v", len(rows), rows)
	}
	column := map[string]int{}
	for n, head := range rows[2] {
		column[head] = n
	}
	named := false
	for n, row := range rows[3:] {
		at := cellName(column["得分"]+1, n+4)
		if kind, err := b.GetCellType(sheet, at); err != nil || kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
			t.Errorf("%s is no number: %v %v", at, kind, err)
		}
		if f, _ := b.GetCellFormula(sheet, cellName(column["科室（单位）"]+1, n+4)); f != "" {
			t.Errorf("a name became the formula %s", f)
		}
		named = named || row[column["科室（单位）"]] == "=办公室"
	}
	if !named {
		t.Error("the name of an office is not there as it stands")
	}
	panes, err := b.GetPanes(sheet)
	if err != nil || !panes.Freeze || panes.YSplit != 3 {
		t.Errorf("panes %+v %v", panes, err)
	}
	names := map[string]string{}
	for _, d := range b.GetDefinedName() {
		names[d.Name] = d.RefersTo
	}
	if names["_xlnm.Print_Area"] == "" || names["_xlnm.Print_Titles"] == "" || names["_xlnm._FilterDatabase"] == "" {
		t.Errorf("defined names: %v", names)
	}
	_, page := s.get("leader", "zh-CN", "/annual?year=2026")
	for _, row := range rows[3:] {
		if total := row[column["得分"]]; !strings.Contains(page, ">"+twoDecimals(total)+"</a>") {
			t.Errorf("the page lacks the score %s of %s", total, row[column["科室（单位）"]])
		}
	}
	if status, _ := s.get("leader", "zh-CN", "/annual?year=abcd"); status != http.StatusBadRequest {
		t.Errorf("a year in letters: status %d", status)
	}
}

// twoDecimals writes 96.5 as a page does.
func twoDecimals(text string) string {
	p, ok := parsePoints(text)
	if !ok {
		return text
	}
	return p.String()
}

func TestEveryYearIsAskedByItsNumber(t *testing.T) {
	s := newBoardServer(t, boardPlan())
	for address, year := range map[string]string{
		"/annual": "2026 年度", "/annual?year=2025": "2025 年度", "/annual?period=2025Q2": "2025 年度", "/annual?from=2025-03-01&to=2025-04-01": "2025 年度",
	} {
		if _, page := s.get("leader", string(i18n.Chinese), address); !strings.Contains(page, year) {
			t.Errorf("%s does not show %s", address, year)
		}
	}
}

func TestAnOfficeThatNoListHasKeepsItsPoints(t *testing.T) {
	s := newBoardServer(t, boardPlan())
	for n := range s.reader.instances {
		if i := &s.reader.instances[n]; i.Office == "zzk" {
			i.Office, i.OfficeName, i.Group = "gone", "已撤科室", 0
		}
	}
	for _, address := range []string{"/scores?period=2026Q3", "/annual?year=2026", "/receipts/gone?period=2026Q3", "/whatif?period=2026Q3&p.0=1"} {
		for _, lang := range i18n.Langs {
			status, page := s.get("leader", string(lang), address)
			if status != http.StatusOK || strings.Contains(page, "⟦") || strings.Contains(page, `href="/office/gone`) {
				t.Errorf("%s in %s: status %d", address, lang, status)
			}
			if !strings.Contains(page, "已撤科室") {
				t.Errorf("%s in %s does not name the office", address, lang)
			}
		}
	}
}
