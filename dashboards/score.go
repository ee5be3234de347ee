package dashboards

import (
	"cmp"
	"slices"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/workday"
)

// Scoring is a result with what it takes to tell it.
type Scoring struct {
	assessment.Result
	// Reason says why a receipt is what it is.
	Reason func(assessment.Reason) string
	// Receipts is the address of an office's receipts.
	Receipts func(office string) string
}

// SchemeLine says which 考核办法 the points of a page follow.
type SchemeLine struct {
	Title     string
	Ref       string // default@3
	Version   int
	Proposed  bool // nobody has adopted it
	Effective workday.Date
	Approver  string
	Source    string
}

// SchemeOf tells the scheme in the frame's language.
func SchemeOf(f Frame, s *assessment.Scheme) SchemeLine {
	return SchemeLine{
		Title: f.name(s.Title), Ref: s.Ref(), Version: s.Version, Proposed: s.Version == 0,
		Effective: s.EffectiveFrom, Approver: s.Approver, Source: s.Source,
	}
}

// ScoreBoard is the 得分排名: each group apart, best first.
type ScoreBoard struct {
	Scheme   SchemeLine
	Blocks   []BlockHead
	Groups   []ScoreGroup
	Unranked []ScoreRow // scored, but of no group that is ranked
	Unscored []Link     // offices of which nothing was judged
	Full     assessment.Points
	Min      int // judged instances an office needs to be named best or worst
	Empty    bool
}

// BlockHead is the head of a block's column.
type BlockHead struct {
	Code, Name string
	Weight     assessment.Points
}

// ScoreGroup is the ranking of one group.
type ScoreGroup struct {
	Group  disclosure.OfficeGroup
	Ranked int
	Rows   []ScoreRow
}

// ScoreRow is the score of one office.
type ScoreRow struct {
	Code, Name string
	Group      disclosure.OfficeGroup
	Rank       int // 0: not ranked
	RankedOf   int
	Tied       bool
	Few        bool // too few judged to be named best or worst
	Scored     bool
	Total      assessment.Points
	Annual     assessment.Points
	Blocks     []BlockCell
	Bonus      assessment.Points
	Faults     assessment.Points
	Grade      string // in words; "" without one
	GradePlace int    // 1 is best; 0 without one
	Vetoed     bool
	Rate       Rate
	Judged     string // address of the rows in the denominator
	Receipts   string // address of the receipts
	Href       string // address of the office; "" when the plan lacks it
	Objections int    // pending appeals; only the annual table counts them
}

// FaultsText is what major faults take off.
func (r ScoreRow) FaultsText() string { return Plain(r.Faults) }

// BlockCell is what an office reached of a block.
type BlockCell struct {
	Name        string
	Applies     bool
	Score, Base assessment.Points
}

// NewScores draws the ranking by score.
func NewScores(f Frame, s Scoring) ScoreBoard {
	b := ScoreBoard{Scheme: SchemeOf(f, s.Scheme), Full: assessment.Full, Min: s.Scheme.Ranking.MinJudged, Empty: true}
	for _, block := range s.Scheme.Blocks {
		b.Blocks = append(b.Blocks, BlockHead{block.Code, f.name(block.Name), block.Weight})
	}
	b.Groups = ScoreGroups(f, s)
	for _, g := range b.Groups {
		b.Empty = b.Empty && len(g.Rows) == 0
	}
	for _, o := range s.Offices {
		if o.Scored && o.Rank == 0 {
			b.Unranked, b.Empty = append(b.Unranked, f.scoreRow(s, o)), false
		}
		if !o.Scored {
			b.Unscored = append(b.Unscored, Link{f.nameOf(o.Office), f.officeHref(o.Office.Code)})
		}
	}
	return b
}

// ScoreGroups ranks the groups of the scheme, best first, equals in the office
// list's order.
func ScoreGroups(f Frame, s Scoring) []ScoreGroup {
	var all []ScoreGroup
	for _, group := range s.Scheme.Ranking.Groups {
		g := ScoreGroup{Group: group}
		for _, o := range s.Offices {
			if o.Office.Group == group && o.Rank > 0 {
				g.Rows = append(g.Rows, f.scoreRow(s, o))
			}
		}
		g.Ranked = len(g.Rows)
		slices.SortStableFunc(g.Rows, func(a, b ScoreRow) int { return cmp.Compare(a.Rank, b.Rank) })
		all = append(all, g)
	}
	return all
}

// ScoreOf returns the score of one office; ok is false when it is not there.
func ScoreOf(s Scoring, office string) (assessment.OfficeScore, bool) {
	for _, o := range s.Offices {
		if o.Office.Code == office {
			return o, true
		}
	}
	return assessment.OfficeScore{}, false
}

func (f Frame) scoreRow(s Scoring, o assessment.OfficeScore) ScoreRow {
	r := ScoreRow{
		Code: o.Office.Code, Name: f.nameOf(o.Office), Group: o.Office.Group, Rank: o.Rank, RankedOf: o.RankedOf, Tied: tied(s, o), Few: o.Scored && !o.Nameable,
		Scored: o.Scored, Total: o.Total, Annual: o.Annual, Bonus: o.Bonus, Faults: o.Faults, Vetoed: o.Vetoed,
		Rate:   Rate{Met: o.Met, Judged: o.Judged},
		Judged: f.Link.Rows(Rows{Office: o.Office.Code, Verdicts: Judged}), Receipts: s.Receipts(o.Office.Code), Href: f.officeHref(o.Office.Code),
	}
	if g, at := s.Scheme.GradeByCode(o.Grade); at >= 0 {
		r.Grade, r.GradePlace = f.name(g.Name), at+1
	}
	for n, b := range o.Blocks {
		r.Blocks = append(r.Blocks, BlockCell{f.name(s.Scheme.Blocks[n].Name), b.Applies && o.Scored, b.Score, b.Base})
	}
	return r
}

// tied reports whether another office of the group has the same place.
func tied(s Scoring, o assessment.OfficeScore) bool {
	return o.Rank > 0 && slices.ContainsFunc(s.Offices, func(other assessment.OfficeScore) bool {
		return other.Office.Code != o.Office.Code && other.Office.Group == o.Office.Group && other.Rank == o.Rank
	})
}

// nameOf names an office of a result, which the plan in force may lack.
func (f Frame) nameOf(o disclosure.Office) string {
	if _, ok := f.Plan.OfficeByCode(o.Code); ok {
		return f.Office(o.Code)
	}
	return named(f.Lang, o.Name, o.NameEN, o.Code)
}

// officeHref is "" for offices that the plan in force lacks: they have no page.
func (f Frame) officeHref(code string) string {
	if _, ok := f.Plan.OfficeByCode(code); !ok {
		return ""
	}
	return f.Link.Office(code)
}

// groupName is "" for offices that no list puts in a group.
func (f Frame) groupName(g disclosure.OfficeGroup) string {
	if g == 0 {
		return ""
	}
	return f.T("group." + groupKey(g))
}

func (f Frame) name(n assessment.Name) string {
	if f.Lang == i18n.English && n.English != "" {
		return n.English
	}
	return n.Chinese
}

// Signed writes points with their sign, as a change of a sum: +40.00, −0.50.
func Signed(p assessment.Points) string {
	switch {
	case p > 0:
		return "+" + p.String()
	case p < 0:
		return "−" + (-p).String()
	}
	return p.String()
}

// Plain writes points with a sign only when they are below zero.
func Plain(p assessment.Points) string {
	if p < 0 {
		return Signed(p)
	}
	return p.String()
}
