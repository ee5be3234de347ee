package dashboards

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"daylight/internal/assessment"
)

// NationFacts is what the board over bodies is made of.
type NationFacts struct {
	AsOf    time.Time
	Period  string
	Rows    []assessment.BodyStanding // those that the reader may see
	Region  string                    // "" for the whole country
	All     bool                      // the region's bodies, although it has parts
	Own     bool                      // only the bodies of the region itself
	Find    string                    // bodies whose name or code holds it
	ByScore bool                      // rank by score instead of rate
	Sort    string                    // a key of the columns, downwards with a leading "-"; "" by rank
	Page    int                       // from 1
}

// NationLinks makes the addresses of the board over bodies.
type NationLinks interface {
	Region(path string) string
	AllIn(path string) string // all bodies of a region
	OwnOf(path string) string // the bodies of the region itself
	Body(code string) string  // the overview of a body
	Office(body, office string) string
	Sort(key string) string
	Page(n int) string
}

// NationPerPage bounds the rows of a page.
const NationPerPage = 80

// Nation is the board over bodies (各机关态势).
type Nation struct {
	Sentence []Piece
	Name     string // of the region; "" for all
	Trail    []Link // from the whole down to above the region
	Doubt    int
	Parts    bool // Lines are regions, else bodies
	Heads    []Head
	Lines    []NationLine
	Ranked   int
	ByScore  bool
	Total    int // lines on all pages
	First    int
	Last     int
	Prev     string
	Next     string
	AllIn    string // address of all bodies of the region, when the lines are its parts
	Bodies   int
	Few      int // judged below which a rate says that it rests on few
	Schemes  int // how many schemes the scores follow
	Proposal bool
	Chart    *Chart
	Empty    bool
}

// NationLine is a region or a body.
type NationLine struct {
	Key    string // path of the region or code of the body
	Name   string
	Where  string // region of a body
	Href   string
	Demo   bool
	Rank   int // 0: nothing was judged, or no score
	Tied   bool
	Few    bool
	Bodies int // of a region
	Rate   Rate
	Judged int
	Score  assessment.Points
	Scored bool
	assessment.Figures
	Worst      string // the office with the lowest score
	WorstScore assessment.Points
	WorstHref  string
	Point      string // its place in the chart
	own        bool
}

// NewNation draws the board.
func NewNation(f Frame, facts NationFacts, link NationLinks) Nation {
	in := assessment.Within(facts.Rows, facts.Region)
	var whole assessment.Region
	for _, s := range in {
		whole.Add(s)
	}
	n := Nation{
		Sentence: nationSentence(f, facts, whole), Name: lastPart(facts.Region), Trail: trail(f, facts.Region, link),
		ByScore: facts.ByScore, Few: SmallN, Bodies: whole.Bodies, Empty: whole.Bodies == 0, Doubt: whole.Unverified,
	}
	n.Schemes, n.Proposal = schemesOf(in)
	lines := f.nationLines(facts, in, &n, link)
	n.rank(lines)
	if n.Parts {
		n.Chart = n.chart(f, lines)
	}
	sortNation(lines, facts.Sort)
	n.Heads = f.nationHeads(n.Parts, facts.Sort, link.Sort)
	n.page(lines, facts.Page, link)
	return n
}

func (f Frame) nationHeads(parts bool, sorted string, by func(string) string) []Head {
	columns := []struct{ key, label string }{{"rank", "col.rank"}, {"name", "nation.col.body"}, {"-rate", "col.rate"}, {"-judged", "col.judged"}, {"-score", "nation.col.score"}, {"-missing", "nation.col.missing"}, {"-late", "nation.col.late"}}
	if parts {
		columns[1].label = "nation.col.region"
		columns = slices.Insert(columns, 2, struct{ key, label string }{"-bodies", "nation.col.bodies"})
	} else {
		columns = append(columns, struct{ key, label string }{"", "nation.col.worst"})
	}
	if sorted == "" {
		sorted = "rank"
	}
	var heads []Head
	for _, c := range columns {
		h := Head{Label: f.T(c.label), Number: c.key != "name" && c.key != ""}
		if c.key != "" {
			h.Sorted, h.Href = sortState(c.key, sorted, by)
		}
		heads = append(heads, h)
	}
	return heads
}

// page keeps the lines of one page.
func (n *Nation) page(lines []NationLine, page int, link NationLinks) {
	n.Total = len(lines)
	from := min((max(page, 1)-1)*NationPerPage, n.Total)
	to := min(from+NationPerPage, n.Total)
	n.Lines, n.First, n.Last = lines[from:to], min(from+1, n.Total), to
	if page > 1 {
		n.Prev = link.Page(page - 1)
	}
	if to < n.Total {
		n.Next = link.Page(max(page, 1) + 1)
	}
}

func nationSentence(f Frame, facts NationFacts, whole assessment.Region) []Piece {
	rate := Rate{Met: whole.Met(), Judged: whole.Figures.Judged()}
	key := "nation.sentence"
	switch {
	case rate.Empty():
		key = "nation.sentence_none"
	case whole.Missing == 0:
		key = "nation.sentence_calm"
	}
	where := ""
	if facts.Region != "" {
		where = f.T("nation.where", lastPart(facts.Region))
	}
	number := func(n int) Piece { return Piece{Text: fmt.Sprint(n), Class: "figure"} }
	return weave(f.T(key), map[string]Piece{
		"asof": {Text: f.Until(facts.AsOf)}, "period": {Text: facts.Period}, "where": {Text: where},
		"bodies": number(whole.Bodies), "due": number(rate.Judged), "met": number(rate.Met), "rate": {Text: rate.Percent(), Class: "figure"},
		"missing": number(whole.Missing), "lacking": number(whole.Lacking), "pending": number(whole.Pending),
	})
}

func lastPart(region string) string { return region[strings.LastIndex(region, "/")+1:] }

// trail leads from the whole down to the region, which has no address itself.
func trail(f Frame, region string, link NationLinks) []Link {
	if region == "" {
		return []Link{{Name: f.T("nation.title")}}
	}
	way := []Link{{f.T("nation.title"), link.Region("")}}
	parts := strings.Split(region, "/")
	for n, part := range parts {
		step := Link{Name: part, Href: link.Region(strings.Join(parts[:n+1], "/"))}
		if n == len(parts)-1 {
			step.Href = ""
		}
		way = append(way, step)
	}
	return way
}

func schemesOf(rows []assessment.BodyStanding) (n int, proposal bool) {
	seen := map[string]bool{}
	for _, s := range rows {
		if s.Scored == 0 {
			continue
		}
		seen[s.SchemeSHA256] = true
		proposal = proposal || strings.HasSuffix(s.Scheme, "@0")
	}
	return len(seen), proposal
}
