package web

import (
	"net/url"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"daylight/dashboards"
	"daylight/internal/access"
	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

const bodiesPath = "/bodies"

// bodiesData is what the view of the board over bodies finds in Data.
type bodiesData struct {
	boardData
	Board           dashboards.Nation
	Only            *dashboards.Link // the one body that there is, or that the account may see
	OnlyWords       string
	ByRate, ByScore string
	CSV             string
	Find            string
	FindKeep        []hidden
	Marks           struct{ Missing, Late, Unverified disclosure.Verdict }
}

// nationAsked is what the address of the board over bodies asks.
type nationAsked struct {
	*Asked
	facts dashboards.NationFacts
}

// askNation reads the question and has every body's standing found out.
func (s *Server) askNation(c *fiber.Ctx) (*nationAsked, error) {
	if s.Nation == nil {
		return nil, fiber.ErrNotFound
	}
	a, err := s.ask(c)
	if err != nil {
		return nil, err
	}
	acc, _ := accountOf(c)
	q := assessment.NationQuestion{Period: assessment.Period{From: a.From, To: a.To}}
	if q.Period.To.IsZero() {
		q.Period.To = farDay
	}
	if a.Pinned {
		q.AsOf = a.AsOf
	}
	answer, err := s.Nation.Standings(c.UserContext(), q)
	if err != nil {
		return nil, err
	}
	n := &nationAsked{Asked: a}
	n.AsOf = answer.AsOf
	n.frame.Del("body")
	demo := false
	n.facts = dashboards.NationFacts{
		AsOf: answer.AsOf, Period: a.Period.Label(langOf(c)), Region: cleanRegion(c.Query("region")), All: c.Query("list") == "all", Own: c.Query("list") == "own",
		Find: strings.TrimSpace(c.Query("q")), ByScore: c.Query("by") == byScore, Sort: c.Query("sort"), Page: a.PageNo,
	}
	for _, r := range answer.Rows {
		if acc.SeesBody(r.Body.Code) {
			n.facts.Rows = append(n.facts.Rows, r)
			demo = demo || r.Body.Demo
		}
	}
	n.BodyInfo.Demo = demo
	switch {
	case !dashboards.SortsNation(n.facts.Sort):
		return nil, invalid("nation.bad_sort", n.facts.Sort)
	case n.facts.Region != "" && len(assessment.Within(n.facts.Rows, n.facts.Region)) == 0:
		return nil, missed("nation.no_region", n.facts.Region)
	}
	return n, nil
}

func cleanRegion(path string) string {
	var parts []string
	for part := range strings.SplitSeq(path, "/") {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "/")
}

// pairs are the parameters of the address beside the frame.
func (n *nationAsked) pairs() []string {
	f := n.facts
	list, by := "", ""
	switch {
	case f.All:
		list = "all"
	case f.Own:
		list = "own"
	}
	if f.ByScore {
		by = byScore
	}
	return []string{"region", f.Region, "list", list, "q", f.Find, "by", by, "sort", f.Sort}
}

// at is the address of the board with some of its parameters changed.
func (n *nationAsked) at(path string, changed ...string) string {
	return buildURL(path, n.frame, nil, append(n.pairs(), changed...))
}

// Region implements dashboards.NationLinks.
func (n *nationAsked) Region(path string) string {
	return n.at(bodiesPath, "region", path, "list", "", "q", "", "sort", "")
}

// AllIn implements dashboards.NationLinks.
func (n *nationAsked) AllIn(path string) string {
	return n.at(bodiesPath, "region", path, "list", "all", "sort", "")
}

// OwnOf implements dashboards.NationLinks.
func (n *nationAsked) OwnOf(path string) string {
	return n.at(bodiesPath, "region", path, "list", "own", "sort", "")
}

// Body implements dashboards.NationLinks.
func (n *nationAsked) Body(code string) string { return n.URL("/overview", "body", code) }

// Office implements dashboards.NationLinks.
func (n *nationAsked) Office(body, office string) string {
	return n.URL(officePath(office), "body", body)
}

// Sort implements dashboards.NationLinks.
func (n *nationAsked) Sort(key string) string { return n.at(bodiesPath, "sort", key) }

// Page implements dashboards.NationLinks.
func (n *nationAsked) Page(no int) string { return n.at(bodiesPath, "page", keepPage(no)) }

// bodiesBoard is the board over bodies: regions, then their bodies.
func (s *Server) bodiesBoard(c *fiber.Ctx) error {
	n, err := s.askNation(c)
	if err != nil {
		return err
	}
	p, err := s.board(c, n.Asked, "nation.title", nil)
	if err != nil {
		return err
	}
	p.SwitchPath, p.Feeds = "/overview", nil
	p.PrintURL = n.at(bodiesPath, "page", keepPage(n.PageNo), "print", "1")
	p.Permalink = n.pinned().at(bodiesPath, "page", keepPage(n.PageNo))
	data := bodiesData{
		boardData: boardData{Form: n.form(p.Lang, bodiesPath)},
		ByRate:    n.at(bodiesPath, "by", ""), ByScore: n.at(bodiesPath, "by", byScore), CSV: n.at(bodiesPath + ".csv"), Find: n.facts.Find,
	}
	data.Marks.Missing, data.Marks.Late, data.Marks.Unverified = disclosure.Missing, disclosure.Late, disclosure.Unverified
	data.Form.Keep = n.keep("region", "list", "q", "by", "sort")
	data.FindKeep = append(n.keep("region", "by"), n.keepFrame()...)
	frame := frameFor(p.Lang, nil, links{n.Asked})
	if len(n.facts.Rows) == 1 {
		only := n.facts.Rows[0].Body
		data.Only = &dashboards.Link{Name: pickName(p.Lang, only.Name, only.NameEN), Href: n.Body(only.Code)}
		data.OnlyWords = "nation.only"
		if p.Account.Body != "" {
			data.OnlyWords = "nation.only_yours"
		}
	}
	data.Board = dashboards.NewNation(frame, n.facts, n)
	data.Crumbs = data.Board.Trail
	p.Data = data
	return s.render(c, "page_bodies", p)
}

// pinned is the same question at the moment that it was answered for.
func (n *nationAsked) pinned() *nationAsked {
	asked := *n.Asked
	asked.frame = url.Values{}
	for name, v := range n.frame {
		asked.frame[name] = v
	}
	asked.frame.Set("as_of", n.AsOf.In(workday.Beijing).Format(stampForm))
	if !asked.frame.Has("from") && !asked.frame.Has("to") && !asked.frame.Has("period") {
		asked.frame.Set("period", n.Period.Key)
	}
	return &nationAsked{Asked: &asked, facts: n.facts}
}

// keep lists parameters that a form carries on.
func (n *nationAsked) keep(names ...string) []hidden {
	var kept []hidden
	pairs := n.pairs()
	for i := 0; i < len(pairs); i += 2 {
		for _, name := range names {
			if pairs[i] == name && pairs[i+1] != "" {
				kept = append(kept, hidden{name, pairs[i+1]})
			}
		}
	}
	return kept
}

func (n *nationAsked) keepFrame() []hidden {
	var kept []hidden
	for _, p := range n.Frame() {
		kept = append(kept, hidden(p))
	}
	return kept
}

// bodiesCSV is the same board's bodies as a file, whole.
func (s *Server) bodiesCSV(c *fiber.Ctx) error {
	n, err := s.askNation(c)
	if err != nil {
		return err
	}
	head, rows := dashboards.NationCells(frameFor(langOf(c), nil, links{n.Asked}), n.facts, n)
	return sendCSV(c, "daylight-bodies-"+dashboards.Known(n.AsOf).String()+".csv", head, rows)
}

// withoutBodies takes the board over bodies from the menu of accounts that have
// one body to look at, as far as is remembered: an error page asks nobody.
func (s *Server) withoutBodies(acc access.Account, sections []NavSection) []NavSection {
	s.bodies.mu.Lock()
	all := s.bodies.value
	s.bodies.mu.Unlock()
	seen := 0
	for _, b := range all {
		if acc.SeesBody(b.Code) {
			seen++
		}
	}
	if s.Nation != nil && seen > 1 {
		return sections
	}
	for n := range sections {
		sections[n].Items = slices.DeleteFunc(sections[n].Items, func(i NavItem) bool { return i.URL == bodiesPath })
	}
	return sections
}
