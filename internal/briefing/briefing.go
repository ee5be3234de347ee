package briefing

import (
	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// Briefing is a 通报 with all that it says.
type Briefing struct {
	Request   Request
	Body      disclosure.Body
	Title     string // 关于2026年第三季度政务公开工作情况的通报
	Recipient string // 局机关各科室、局属各单位
	Issuer    string // who signs: the leading group's office
	Sections  []Section
	Annexes   []Annex
	Figures   map[string]Figure // by name; the prose holds them as {name}
	Versions  Versions
	Sheets    []Sheet // one for each office, in the office list's own order
	// Ledger is every instance that counts in the period, as it was judged: what a
	// later issue is compared with.
	Ledger []Line
}

// Section is a part of the prose: 一、总体情况. The first has no heading.
type Section struct {
	Heading string
	Parts   []Part
}

// Part is one thing in a section; exactly one of its fields is set.
type Part struct {
	Paragraph *Paragraph
	Table     *Table
	Chart     *Chart
}

// Paragraph is text in which figures stand by name: “按时率{rate}”. People may
// change the words of one, never a figure.
type Paragraph struct {
	Key   string // stable within the briefing: overall.rate; edits are kept by it
	Level int    // 0 prose; 2 heading （一）; 3 heading 1.
	Text  string
}

// Figure is a number of the prose and where it stands in a table.
type Figure struct {
	Text   string // as printed: 92.1%
	Table  string // code of the table
	Row    string // key of the row
	Column string // key of the column
}

// Annex is a 附件: it starts on a page of its own.
type Annex struct {
	Number int // 1 when there is only one, too
	Title  string
	Tables []Table
}

// Table is a table of the document. Its codes are stable, so that figures and
// later issues can point at a cell.
type Table struct {
	Code    string // rank.bureau
	Caption string // “” when the annex's title says it
	Columns []Column
	Rows    []Row
	Note    string // below the table
}

// Column is a column of a table; Share is its part of the width.
type Column struct {
	Key, Head string
	Share     int
	Is        CellKind
}

// CellKind says what a column's cells are.
type CellKind int

// The kinds of cells.
const (
	Words   CellKind = iota + 1 // Text
	Count                       // Number
	Percent                     // Number in hundredths of a percent; empty without a denominator
	Points                      // Number in hundredths of a point
	Day                         // On
	Change                      // Number in hundredths of a percentage point, signed
	Delta                       // Number, signed: a difference of counts
	Delay                       // Number with its unit in Text: 个工作日
)

// Row is a row of a table; Bold ones are totals.
type Row struct {
	Key   string // stable within the table: an office's code, a duty/subject
	Bold  bool
	Cells []Cell // as many as there are columns
}

// Cell is one value. An empty one prints as “—”.
type Cell struct {
	Empty  bool
	Text   string
	Number int64
	On     workday.Date // zero with a Text: a day that is not yet known
	Link   string       // URL of the publication meant, if any
}

// Chart is a picture of a table: bars of one number column over the rows.
type Chart struct {
	Code, Title string
	Alt         string // what it shows, for those who cannot see it
	Labels      []string
	Values      []int64
	Is          CellKind // of Values
	Grouped     []Series // further or other series over the same labels; Values is empty then
}

// Series is one of several rows of bars.
type Series struct {
	Name   string
	Values []int64
}

// Versions names what the figures rest on; it stands on the last page.
type Versions struct {
	Plans    []string // code@version
	Scheme   string   // code@version
	Proposed bool     // nobody has adopted the scheme
	Calendar string
	Digest   string // over plans, scheme, calendar and facts: assessment.Inputs
}

// Sheet is what one office receives: its receipts, what is overdue, what falls
// due next, and how to appeal.
type Sheet struct {
	Office   disclosure.Office
	Title    string
	Sections []Section
	Tables   []Table
	Figures  map[string]Figure
}
