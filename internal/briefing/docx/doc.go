// Package docx writes official documents (公文) as Word files in the form of
// GB/T 9704-2012: A4, a text area of 156 × 225 mm with 22 lines of 28 characters,
// page numbers on the outer side. The same document gives the same bytes
// whenever and wherever it is written.
package docx

// Document is an official document: blocks from top to bottom.
type Document struct {
	// Title and Author stand in the file's properties; Author is an office.
	Title, Author string
	// Compact sets everything a size smaller and closer: a notice, not a paper.
	Compact bool
	Blocks  []Block
}

// Block is a paragraph, table, picture, rule or imprint.
type Block interface{ write(*writer) }

// Style is how a paragraph is set.
type Style int

// Styles of GB/T 9704-2012.
const (
	Body        Style = iota + 1 // 正文: 3号仿宋, first line indented two characters
	Title                        // 标题: 2号小标宋, centred
	Heading1                     // 一、 3号黑体
	Heading2                     // （一） 3号楷体
	Heading3                     // 1. 3号仿宋
	Recipient                    // 主送机关: 3号仿宋, not indented, ends with a colon
	Attachments                  // 附件说明
	Signature                    // 发文机关署名、成文日期: right, four characters in
	Annex                        // “附件” on the page it opens: 3号黑体
	RedHead                      // 发文机关标志: red, centred
	Number                       // 发文字号: centred
	Masthead                     // 发文机关 on the left and 日期 on the right, parted by a tab
	ImprintLine                  // 版记: 4号仿宋, see Imprint
	Caption                      // 表题: 小4号黑体, centred, above the table
	Below                        // 图题: the same, below the picture
	Small                        // 说明: 小4号仿宋
)

// Run is a stretch of text; Bold makes it stand out.
type Run struct {
	Text string
	Bold bool
}

// Paragraph is text in one style.
type Paragraph struct {
	Style Style
	Runs  []Run
	// PageBefore starts a new page, KeepNext keeps it with what follows.
	PageBefore, KeepNext bool
	// Indent replaces the style's indents.
	Indent *Indent
}

// Indent is how far a paragraph stands from the edges of the text area, in
// hundredths of a character; First is counted from Left and may be negative.
type Indent struct{ Left, Right, First int }

// Text is a paragraph of one run.
func Text(style Style, text string) Paragraph {
	return Paragraph{Style: style, Runs: []Run{{Text: text}}}
}

// String is the paragraph's text.
func (p Paragraph) String() string {
	text := ""
	for _, r := range p.Runs {
		text += r.Text
	}
	return text
}

// Align says where a column's text stands.
type Align int

// Alignments of columns.
const (
	Left Align = iota + 1
	Centre
	Right
)

// Column is a column of a table: its head, its share of the width and where its
// text stands.
type Column struct {
	Head  string
	Share int
	Align Align
}

// Cell is one value of a table; Link is an address on the web, if any.
type Cell struct{ Text, Link string }

// Table repeats its head on every page; no row is split across pages. Its letters
// are as large as its columns allow: no number is broken.
type Table struct {
	Caption string // above
	Note    string // below
	Columns []Column
	Rows    [][]Cell
	// Bold marks rows that stand out, by their number from 0.
	Bold map[int]bool
	// Plain tables have no head.
	Plain bool
}

// Picture is a PNG with words for those who cannot see it. WidthMM is at most 156.
type Picture struct {
	PNG               []byte
	Caption           string // below
	Alt               string
	WidthMM, HeightMM float64
}

// Rule is a line across the text area; Red for the one under the head.
type Rule struct{ Red bool }

// Imprint is the 版记 at the foot of the page it stands on: lines between rules.
// A tab within a line sends what follows to the right.
type Imprint struct{ Lines []string }
