package dashboards

import (
	"cmp"
	"slices"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
)

// ReceiptsPerPage is how many receipts stand on one page; what came before is
// carried forward, as in an account book.
const ReceiptsPerPage = 100

// ReceiptBoard is every line of points of one office.
type ReceiptBoard struct {
	Scheme    SchemeLine
	Score     ScoreRow
	Subtotals []Subtotal
	Lines     []ReceiptLine
	First     int               // number of the first line, from 1
	All       int               // lines on all pages
	Carried   assessment.Points // sum of the pages before
	Until     assessment.Points // sum of all lines up to the last of this page
	Sum       assessment.Points // sum of all lines: the score
	Last      bool              // no page follows
	Lost      assessment.Points // all deductions, at most 0
}

// Subtotal is the sum of the receipts of a block, or of those outside the blocks.
type Subtotal struct {
	Name    string
	Outside bool
	Applies bool
	Base    assessment.Points // after redistribution
	Lost    assessment.Points // at most 0
	Back    assessment.Points // given back by the cap
	Sum     assessment.Points
	Count   int
}

// ReceiptLine is one line of points in words.
type ReceiptLine struct {
	assessment.Receipt
	KindName  string
	BlockName string
	Why       string
	RuleText  string // the rule in words; "" when Why says it already
	DutyName  string
	Href      string // of the instance
	Late      string
	FlagWords []string
	Web       string // the publication's address, when it can be followed
	VetoWords string
}

// NewReceipts draws the receipts of an office, page counted from 1.
func NewReceipts(f Frame, s Scoring, o assessment.OfficeScore, page int) ReceiptBoard {
	sorted := SortReceipts(o.Receipts)
	from := min((page-1)*ReceiptsPerPage, len(sorted))
	to := min(from+ReceiptsPerPage, len(sorted))
	b := ReceiptBoard{
		Scheme: SchemeOf(f, s.Scheme), Score: f.scoreRow(s, o), Subtotals: f.subtotals(s.Scheme, o),
		First: from + 1, All: len(sorted), Last: to == len(sorted), Sum: sumOf(sorted), Carried: sumOf(sorted[:from]), Until: sumOf(sorted[:to]),
	}
	for _, r := range sorted {
		if r.Points < 0 && r.Kind != assessment.Redistribute {
			b.Lost += r.Points
		}
	}
	for _, r := range sorted[from:to] {
		b.Lines = append(b.Lines, f.receiptLine(s, r))
	}
	return b
}

// LineOf puts one receipt in words.
func LineOf(f Frame, s Scoring, r assessment.Receipt) ReceiptLine { return f.receiptLine(s, r) }

// SortReceipts puts the biggest loss first, then what was given or given back,
// then the awards of the blocks; equals stay in their order.
func SortReceipts(receipts []assessment.Receipt) []assessment.Receipt {
	sorted := slices.Clone(receipts)
	slices.SortStableFunc(sorted, func(a, b assessment.Receipt) int {
		x, y := stage(a), stage(b)
		if x != y || x == awards {
			return cmp.Compare(x, y)
		}
		return cmp.Compare(a.Points, b.Points)
	})
	return sorted
}

const (
	losses = iota + 1
	givings
	awards
)

func stage(r assessment.Receipt) int {
	switch {
	case r.Kind == assessment.Award || r.Kind == assessment.Redistribute:
		return awards
	case r.Points < 0:
		return losses
	}
	return givings
}

func sumOf(receipts []assessment.Receipt) (sum assessment.Points) {
	for _, r := range receipts {
		sum += r.Points
	}
	return sum
}

// subtotals adds the receipts up by block, those outside the blocks last.
func (f Frame) subtotals(s *assessment.Scheme, o assessment.OfficeScore) []Subtotal {
	var all []Subtotal
	at := map[string]int{}
	for n, b := range s.Blocks {
		at[b.Code] = n
		t := Subtotal{Name: f.name(b.Name)}
		if n < len(o.Blocks) {
			t.Applies = o.Scored && o.Blocks[n].Applies
		}
		all = append(all, t)
	}
	outside := Subtotal{Name: f.T("receipts.outside"), Outside: true, Applies: true}
	for _, r := range o.Receipts {
		t := &outside
		if n, ok := at[r.Block]; ok {
			t = &all[n]
		}
		t.Sum += r.Points
		t.Count++
		switch {
		case r.Kind == assessment.Award || r.Kind == assessment.Redistribute:
			t.Base += r.Points
		case r.Points < 0:
			t.Lost += r.Points
		default:
			t.Back += r.Points
		}
	}
	if outside.Count > 0 {
		all = append(all, outside)
	}
	return all
}

func (f Frame) receiptLine(s Scoring, r assessment.Receipt) ReceiptLine {
	l := ReceiptLine{
		Receipt: r, KindName: f.T("receipts.kind." + kindKeys[r.Kind]), Why: s.Reason(r.Reason), RuleText: f.ruleText(s.Scheme, r),
		FlagWords: i18n.Flags(f.Lang, r.Flags), Web: WebAddress(r.URL),
	}
	for _, b := range s.Scheme.Blocks {
		if b.Code == r.Block {
			l.BlockName = f.name(b.Name)
		}
	}
	if r.Duty != "" {
		l.DutyName, l.Href = f.Duty(r.Duty), f.Link.Instance(r.Duty, r.Subject)
		l.Late = f.Late(disclosure.Instance{Delay: r.Delay, Term: disclosure.Term{Unit: r.Unit}})
	}
	if g, at := s.Scheme.GradeByCode(r.Veto); at >= 0 && r.Veto != "" {
		l.VetoWords = f.T("receipts.veto", f.name(g.Name))
	}
	return l
}

var kindKeys = map[assessment.Kind]string{
	assessment.Award: "award", assessment.Redistribute: "redistribute", assessment.LateOrNever: "late", assessment.Lacking: "lacking",
	assessment.Broken: "broken", assessment.Uncapped: "uncapped", assessment.CapRestored: "cap", assessment.BonusGiven: "bonus",
	assessment.BonusOver: "bonus_over", assessment.FloorRaised: "floor",
}

// ruleText quotes the rule that priced a line: 逾期公开，6 至 20 个工作日，每项 1.00 分.
func (f Frame) ruleText(s *assessment.Scheme, r assessment.Receipt) string {
	switch r.Kind {
	case assessment.LateOrNever:
		for _, b := range s.Bands().Bands {
			if b.Verdict == r.Verdict && b.Unit == bandUnit(r.Unit) && max(r.Delay, 1) > b.Over && max(r.Delay, 1) <= b.UpTo {
				return f.T("receipts.rule.band", f.band(b), b.Points)
			}
		}
	case assessment.Lacking:
		c := s.Completeness
		if r.Verdict == disclosure.Missing {
			return f.T("receipts.rule.lacking_all", c.Missing)
		}
		return f.T("receipts.rule.lacking", c.Channel, c.Field, c.Most)
	case assessment.Broken, assessment.Uncapped:
		return f.T("receipts.rule.each", -r.Points)
	}
	return ""
}

// band names a band: 逾期公开，6 至 20 个工作日.
func (f Frame) band(b assessment.Band) string {
	unit := f.T("scheme.unit." + unitKey(b.Unit))
	if b.Over == 0 && b.UpTo == openEnd {
		return i18n.Verdict(f.Lang, b.Verdict)
	}
	if b.UpTo == openEnd {
		return f.T("scheme.item.over", i18n.Verdict(f.Lang, b.Verdict), b.Over, unit)
	}
	return f.T("scheme.item.to", i18n.Verdict(f.Lang, b.Verdict), b.Over+1, b.UpTo, unit)
}

// openEnd is how Bands writes a band without end.
const openEnd = 1<<31 - 1

// bandUnit is the unit whose bands price a term: terms on a date by working days.
func bandUnit(u disclosure.TermUnit) disclosure.TermUnit {
	if u == disclosure.CalendarDays || u == disclosure.Hours {
		return u
	}
	return disclosure.Workdays
}

// Signed is what the line is worth, with its sign.
func (l ReceiptLine) Signed() string { return Signed(l.Points) }

// Delayed reports whether the line says a delay of its own.
func (l ReceiptLine) Delayed() bool {
	return l.Delay > 0 && (l.Verdict == disclosure.Late || l.Verdict == disclosure.Missing)
}

// Signed returns what the block can reach, losses, what was given back and the
// sum, as the page writes them.
func (t Subtotal) Signed() [4]string {
	return [4]string{Plain(t.Base), Signed(t.Lost), Signed(t.Back), Plain(t.Sum)}
}

// LostText is how many points are deducted.
func (b ReceiptBoard) LostText() string { return Plain(-b.Lost) }
