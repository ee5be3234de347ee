// Package docx writes official documents (公文) as Word files in the form of
// GB/T 9704-2012: A4, a text area of 156 × 225 mm with 22 lines of 28 characters,
// page numbers on the outer side. The same document gives the same bytes
// whenever and wherever it is written.
package docx

// Document is an official document: blocks from top to bottom.
type Document struct {
	// Title and Author stand in the file's properties; Author is an office.
	Title, Author string
	Blocks        []Block
}

// Block is a paragraph, table, picture or page break.
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
	Imprint                      // 版记: 4号仿宋
	Caption                      // 图表题名: 小4号黑体, centred
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
}

// Text is a paragraph of one run.
func Text(style Style, text string) Paragraph {
	return Paragraph{Style: style, Runs: []Run{{Text: text}}}
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

// Table repeats its head on every page; no row is split across pages.
type Table struct {
	Columns []Column
	Rows    [][]string
	// Bold marks rows that stand out, by their number from 0.
	Bold map[int]bool
}

// Picture is a PNG with words for those who cannot see it. WidthMM is at most 156.
type Picture struct {
	PNG               []byte
	Alt               string
	WidthMM, HeightMM float64
}

// Rule is a line across the text area; Red for the one under the head.
type Rule struct{ Red bool }
