package web

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
)

// elements returns every element of the page in order.
func elements(t *testing.T, page string) []*html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var all []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			all = append(all, n)
		}
	}
	return all
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.TrimSpace(b.String())
}

func eachBoard(t *testing.T, check func(t *testing.T, s *boardServer, name, page string)) {
	s := newBoardServer(t, boardPlan())
	for name, address := range boardPages(s) {
		for _, lang := range i18n.Langs {
			t.Run(name+"."+string(lang), func(t *testing.T) {
				_, page := s.get("leader", string(lang), address)
				check(t, s, name, page)
			})
		}
	}
}

func TestBoardsKeepTheContentPolicyAndTheirWeight(t *testing.T) {
	eachBoard(t, func(t *testing.T, _ *boardServer, _, page string) {
		if at := strings.Index(page, "⟦"); at >= 0 {
			t.Errorf("words are missing: %.60s", page[at:])
		}
		if len(page) > 100<<10 {
			t.Errorf("the page weighs %d KB", len(page)>>10)
		}
		for _, n := range elements(t, page) {
			if attr(n, "style") != "" || n.Data == "style" {
				t.Errorf("<%s> has a style of its own", n.Data)
			}
			if n.Data == "script" && attr(n, "src") == "" && attr(n, "type") != "application/json" {
				t.Error("a script stands in the page")
			}
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") {
					t.Errorf("<%s> has %s", n.Data, a.Key)
				}
			}
			if href := attr(n, "href"); strings.HasPrefix(href, "javascript:") || strings.HasPrefix(href, "#ZgotmplZ") {
				t.Errorf("a link leads to %s", href)
			}
		}
	})
}

func TestBoardsNameWhatTheyShow(t *testing.T) {
	eachBoard(t, func(t *testing.T, _ *boardServer, _, page string) {
		ids, labels, heads := map[string]bool{}, map[string]bool{}, 0
		for _, n := range elements(t, page) {
			if id := attr(n, "id"); id != "" && ids[id] {
				t.Errorf("the id %q stands twice", id)
			} else if id != "" {
				ids[id] = true
			}
			switch {
			case n.Data == "label":
				labels[attr(n, "for")] = true
			case n.Data == "h1":
				heads++
			case n.Data == "table" && (n.FirstChild == nil || n.FirstChild.Data != "caption"):
				t.Error("a table has no caption")
			case n.Data == "th" && attr(n, "scope") == "":
				t.Errorf("the head %q has no scope", textOf(n))
			case attr(n, "role") == "img" && attr(n, "aria-label") == "":
				t.Error("a chart has no words")
			case strings.HasPrefix(attr(n, "href"), "http") && attr(n, "rel") != "noopener noreferrer external":
				t.Errorf("the link out to %s is bare", attr(n, "href"))
			}
		}
		if heads != 1 {
			t.Errorf("the page has %d first headings", heads)
		}
		for _, n := range elements(t, page) {
			if n.Data == "select" || n.Data == "input" && attr(n, "type") != "hidden" {
				if !labels[attr(n, "id")] {
					t.Errorf("the field %q has no label", attr(n, "name"))
				}
			}
		}
	})
}

func TestEveryLinkOfTheBoardsLeadsSomewhere(t *testing.T) {
	s := newBoardServer(t, boardPlan())
	seen := map[string]bool{}
	for name, address := range boardPages(s) {
		_, page := s.get("leader", "zh-CN", address)
		for _, n := range elements(t, page) {
			href := attr(n, "href")
			if n.Data != "a" || !strings.HasPrefix(href, "/") || seen[href] {
				continue
			}
			seen[href] = true
			if status, _ := s.get("leader", "zh-CN", href); status != http.StatusOK && status != http.StatusSeeOther {
				t.Errorf("%s links to %s: status %d", name, href, status)
			}
		}
	}
	if len(seen) < 200 {
		t.Errorf("only %d links were found", len(seen))
	}
}

// TestEveryWayToEnterLeadsToAForm goes where only those who record are led.
func TestEveryWayToEnterLeadsToAForm(t *testing.T) {
	s := newBoardServer(t, boardPlan())
	forms := map[string]bool{}
	addresses := boardPages(s)
	for _, i := range s.reader.instances {
		addresses[i.Duty+" "+i.Subject] = links{&Asked{}}.Instance(i.Duty, i.Subject)
	}
	for _, who := range []string{"staff", "head"} {
		for name, address := range addresses {
			_, page := s.get(who, "zh-CN", address)
			for _, n := range elements(t, page) {
				href := attr(n, "href")
				if path, _, _ := strings.Cut(href, "?"); n.Data != "a" || !strings.HasPrefix(path, "/enter/") && path != "/rulings" || forms[who+href] {
					continue
				}
				forms[who+href] = true
				if status, form := s.get(who, "zh-CN", href); status != http.StatusOK || !strings.Contains(form, "<form") && !strings.HasPrefix(href, "/rulings") {
					t.Errorf("%s of %s links to %s: status %d", name, who, href, status)
				}
			}
		}
	}
	if len(forms) < 30 {
		t.Errorf("only %d ways to enter were found", len(forms))
	}
}

var (
	wholeNumber = regexp.MustCompile(`^[^\d]*(\d+)$`)
	counted     = regexp.MustCompile(`(\d+)/(\d+)`)
)

// TestEveryFigureIsTheNumberOfTheRowsBeneath follows each figure to its list.
func TestEveryFigureIsTheNumberOfTheRowsBeneath(t *testing.T) {
	s := newBoardServer(t, boardPlan())
	checked := 0
	for _, name := range []string{"overview", "overview_asof", "office", "duty", "rows"} {
		_, page := s.get("leader", "zh-CN", boardPages(s)[name])
		for _, n := range elements(t, page) {
			href := attr(n, "href")
			// The number of offices with something overdue leads to what is overdue.
			if n.Data != "a" || !strings.HasPrefix(href, "/rows?") || n.NextSibling != nil && strings.HasPrefix(n.NextSibling.Data, " 个科室") {
				continue
			}
			want := ""
			if m := counted.FindStringSubmatch(textOf(n)); m != nil {
				want = m[2]
			} else if m := wholeNumber.FindStringSubmatch(strings.ReplaceAll(textOf(n), " ", "")); m != nil {
				want = m[1]
			}
			if want == "" {
				continue
			}
			checked++
			_, list := s.get("leader", "zh-CN", href)
			if !strings.Contains(list, "共 "+want+" 项</small>") {
				t.Errorf("%s: the figure %q leads to other rows: %s", name, textOf(n), href)
			}
		}
	}
	if checked < 60 {
		t.Errorf("only %d figures were followed", checked)
	}
}

func TestAnOfficeHeadSeesTheOwnOfficeOnly(t *testing.T) {
	s := newBoardServer(t, boardPlan())
	plan := s.reader.plan
	own := plan.Offices[1]
	var other disclosure.Instance
	for _, i := range s.reader.instances {
		if i.Office != own.Code {
			other = i
		}
	}
	for address, want := range map[string]int{
		"/overview": 403, "/office/" + plan.Offices[0].Code: 403, "/rows?office=" + plan.Offices[0].Code: 403,
		"/rows.csv?office=" + plan.Offices[0].Code: 403, links{&Asked{}}.Instance(other.Duty, other.Subject): 403,
		"/office/" + own.Code: 200, "/rows?period=2026": 200, "/duty/1a": 200, "/plan": 200, "/duties": 200, "/help": 200,
	} {
		if status, _ := s.get("head", "zh-CN", address); status != want {
			t.Errorf("%s: status %d, want %d", address, status, want)
		}
	}
	for _, address := range []string{"/rows?period=2026", "/rows.csv?period=2026", "/duty/" + other.Duty, "/office/" + own.Code + "?period=2026"} {
		_, page := s.get("head", "zh-CN", address)
		for _, i := range s.reader.instances {
			if i.Office != own.Code && strings.Contains(page, ">"+i.Subject+"<") {
				t.Errorf("%s shows %s of %s", address, i.Subject, i.OfficeName)
			}
		}
		if strings.Contains(page, `href="/office/`+plan.Offices[0].Code) {
			t.Errorf("%s links to another office", address)
		}
	}
	if _, page := s.get("head", "zh-CN", "/plan"); strings.Contains(page, plan.Notes[0]) {
		t.Error("the questions for the leading group are open to all")
	}
}

func TestTheListFiltersSortsAndPages(t *testing.T) {
	s := newBoardServer(t, boardPlan())
	address := "/rows?period=all&verdict=on_time&sort=due"
	var subjects []string
	for address != "" {
		_, page := s.get("leader", "zh-CN", address)
		address = ""
		for _, n := range elements(t, page) {
			if attr(n, "rel") == "next" {
				address = attr(n, "href")
			}
			if n.Data == "a" && strings.HasPrefix(attr(n, "href"), "/instance/") {
				subjects = append(subjects, attr(n, "href"))
			}
		}
	}
	unique := map[string]bool{}
	for _, href := range subjects {
		unique[href] = true
	}
	sums, err := s.sums(&desk{Asked: &Asked{Question: disclosure.Question{Body: "anshun-mzj", AsOf: boardNow}}, ctx: t.Context()})
	if err != nil {
		t.Fatal(err)
	}
	if want := sums.Of(disclosure.OnTime); len(subjects) != want || len(unique) != want {
		t.Errorf("the pages hold %d rows, %d different, want %d", len(subjects), len(unique), want)
	}
}

func TestTheExportIsSafeToOpen(t *testing.T) {
	plan := boardPlan()
	plan.Duties[0].Name = "=HYPERLINK(1)"
	s := newBoardServer(t, plan)
	status, file := s.get("leader", "zh-CN", "/rows.csv?period=2026")
	if status != http.StatusOK || !strings.HasPrefix(file, "\ufeff判定,") {
		t.Errorf("status %d, begins %.20q", status, file)
	}
	if !strings.Contains(file, ",'=HYPERLINK(1),") || strings.Contains(file, ",=HYPERLINK") {
		t.Error("a cell could be taken for a formula")
	}
}

func TestSubjectsKeepTheirSlashesInAddresses(t *testing.T) {
	for _, subject := range []string{"000014349/2019-00007", "安民发〔2026〕12号", "a b?c#d%2F", "../x"} {
		address := links{&Asked{}}.Instance("4a", subject)
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.TrimPrefix(u.Path, "/instance/4a/"); got != subject || u.RawQuery != "" {
			t.Errorf("%q became %q", subject, address)
		}
	}
}

func TestBodiesWithoutAPlanSaySo(t *testing.T) {
	s := newBoardServer(t, boardPlan())
	for _, address := range []string{"/overview?as_of=2019-01-01", "/office/none", "/duty/none", "/instance/1a/none"} {
		if status, page := s.get("leader", "zh-CN", address); status != http.StatusNotFound || strings.Contains(page, "⟦") {
			t.Errorf("%s: status %d", address, status)
		}
	}
}

func TestAnEmptyLedgerStillReads(t *testing.T) {
	s := newBoardServer(t, boardPlan())
	s.reader.empty = true
	for _, address := range []string{"/overview", "/office/bgs", "/duty/1a", "/rows"} {
		if status, _ := s.get("leader", "zh-CN", address); status != http.StatusOK {
			t.Errorf("%s on an empty ledger: status %d", address, status)
		}
	}
}

func TestTheOverviewOfAManyOfficedBodyStaysLight(t *testing.T) {
	for _, n := range []int{12, 20, 40} {
		plan := boardPlan()
		for i := range n {
			o, d := plan.Offices[0], plan.Duties[0]
			o.Code, o.Name, o.DisplayOrder = fmt.Sprintf("office-%02d", i), fmt.Sprintf("养老服务和儿童福利第%d科", i), 10+i
			d.Code, d.Lead = fmt.Sprintf("9%02d", i), o.Code
			plan.Offices, plan.Duties = append(plan.Offices, o), append(plan.Duties, d)
		}
		s := newBoardServer(t, plan)
		if _, page := s.get("leader", "zh-CN", "/overview"); len(page) > 100<<10 {
			t.Errorf("%d offices more make the page %d KB", n, len(page)>>10)
		}
	}
}
