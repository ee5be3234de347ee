package docx

import (
	"fmt"
	"strings"
)

// Sizes are in half points (号数): 2号 22, 3号 16, 4号 14, 小4号 12 points.
const (
	size2     = 44
	size3     = 32
	size4     = 28
	sizeSmall = 24
)

// The text area in twips (1/20 point): 28 characters of 3号 set 0.25 point closer
// make a line of 156 mm, 22 lines of 28.95 points a page of 225 mm.
const (
	pageWidth, pageHeight = 11906, 16838
	marginTop             = 2098 // 天头 37 mm
	marginBottom          = 1984 // 35 mm
	marginLeft            = 1588 // 订口 28 mm
	marginRight           = 1474 // 26 mm
	textWidth             = pageWidth - marginLeft - marginRight
	linePitch             = 579
	closer                = -5
)

// Fonts by the names that the standard's users have, with what stands in.
const (
	fangSong     = "仿宋_GB2312"
	kaiTi        = "楷体_GB2312"
	heiTi        = "黑体"
	xiaoBiaoSong = "方正小标宋简体"
	songTi       = "宋体"
	latin        = "Times New Roman"
)

var fallbacks = [][2]string{
	{fangSong, "仿宋"}, {kaiTi, "楷体"}, {heiTi, "SimHei"}, {xiaoBiaoSong, "华文中宋"}, {songTi, "SimSun"},
}

// setting is how a style looks; measures are in characters of its own size
// (hundredths) or in twips.
type setting struct {
	id, name  string
	font      string
	size      int
	align     string // left, center, right, both
	first     int    // first line indent, hundredths of a character
	left      int    // left indent, hundredths of a character
	right     int    // right indent, hundredths of a character
	pitch     int    // exact line pitch in twips; 0 is linePitch
	before    int    // space before in twips
	keepNext  bool
	keepLines bool
	outline   int // heading level from 1
	colour    string
	letterGap int
	tab       bool // a tab goes to the right edge
}

var settings = map[Style]setting{
	Body:        {id: "Body", name: "Body Text", font: fangSong, size: size3, align: "both", first: 200, letterGap: closer},
	Title:       {id: "Title", name: "Title", font: xiaoBiaoSong, size: size2, align: "center", keepNext: true, pitch: 640},
	Heading1:    {id: "Heading1", name: "heading 1", font: heiTi, size: size3, align: "both", first: 200, keepNext: true, outline: 1, letterGap: closer},
	Heading2:    {id: "Heading2", name: "heading 2", font: kaiTi, size: size3, align: "both", first: 200, keepNext: true, outline: 2, letterGap: closer},
	Heading3:    {id: "Heading3", name: "heading 3", font: fangSong, size: size3, align: "both", first: 200, keepNext: true, outline: 3, letterGap: closer},
	Recipient:   {id: "Recipient", name: "主送机关", font: fangSong, size: size3, align: "both", letterGap: closer},
	Attachments: {id: "Attachments", name: "附件说明", font: fangSong, size: size3, align: "both", first: 200, letterGap: closer},
	Signature:   {id: "Sign", name: "署名", font: fangSong, size: size3, align: "right", right: 400, letterGap: closer},
	Annex:       {id: "Annex", name: "附件", font: heiTi, size: size3, align: "left", keepNext: true, letterGap: closer},
	RedHead:     {id: "RedHead", name: "发文机关标志", font: xiaoBiaoSong, size: 84, align: "center", pitch: 1160, colour: "FF0000"},
	Number:      {id: "Number", name: "发文字号", font: fangSong, size: size3, align: "center", letterGap: closer},
	Masthead:    {id: "Masthead", name: "发文机关和日期", font: fangSong, size: size4, align: "left", left: 100, right: 100, pitch: 480, tab: true},
	ImprintLine: {id: "Imprint", name: "版记", font: fangSong, size: size4, align: "left", left: 100, right: 100, pitch: 480, tab: true},
	Caption:     {id: "Caption", name: "caption", font: heiTi, size: sizeSmall, align: "center", keepNext: true, pitch: 480, before: 120},
	Below:       {id: "Below", name: "图题", font: heiTi, size: sizeSmall, align: "center", pitch: 480},
	Small:       {id: "Small", name: "说明", font: fangSong, size: sizeSmall, align: "left", pitch: 400, keepLines: true},
}

// compacted is the style in a compact document: 4号 for 3号, 小2号 for 2号.
func (s setting) compacted() setting {
	switch s.size {
	case size3:
		s.size, s.pitch, s.letterGap = size4, 420, 0
	case size2:
		s.size, s.pitch = 36, 500
	case sizeSmall:
		s.size, s.pitch = 19, 300
	}
	return s
}

// order is the order of the styles in the file, so that it is always the same.
var order = []Style{Body, Title, Heading1, Heading2, Heading3, Recipient, Attachments, Signature, Annex, RedHead, Number, Masthead, ImprintLine, Caption, Below, Small}

func (s setting) xml() string {
	var b strings.Builder
	fmt.Fprintf(&b, `<w:style w:type="paragraph" w:customStyle="%d" w:styleId="%s"><w:name w:val="%s"/><w:qFormat/><w:pPr>`,
		custom(s.name), s.id, s.name)
	if s.keepNext {
		b.WriteString(`<w:keepNext/>`)
	}
	if s.keepLines {
		b.WriteString(`<w:keepLines/>`)
	}
	pitch := s.pitch
	if pitch == 0 {
		pitch = linePitch
	}
	b.WriteString(`<w:widowControl w:val="0"/>`)
	if s.tab {
		fmt.Fprintf(&b, `<w:tabs><w:tab w:val="right" w:pos="%d"/></w:tabs>`, textWidth-s.right*s.each()/100)
	}
	fmt.Fprintf(&b, `<w:overflowPunct w:val="0"/><w:snapToGrid w:val="0"/>`+
		`<w:spacing w:before="%d" w:after="0" w:line="%d" w:lineRule="exact"/>`, s.before, pitch)
	if s.first+s.left+s.right != 0 {
		b.WriteString(s.indent(Indent{s.left, s.right, s.first}))
	}
	fmt.Fprintf(&b, `<w:jc w:val="%s"/>`, s.align)
	if s.outline > 0 {
		fmt.Fprintf(&b, `<w:outlineLvl w:val="%d"/>`, s.outline-1)
	}
	b.WriteString(`</w:pPr><w:rPr>` + fonts(s.font))
	if s.colour != "" {
		fmt.Fprintf(&b, `<w:color w:val="%s"/>`, s.colour)
	}
	if s.letterGap != 0 {
		fmt.Fprintf(&b, `<w:spacing w:val="%d"/>`, s.letterGap)
	}
	fmt.Fprintf(&b, `<w:sz w:val="%d"/><w:szCs w:val="%d"/></w:rPr></w:style>`, s.size, s.size)
	return b.String()
}

// each is the width of a character in twips.
func (s setting) each() int { return s.size*10 + s.letterGap }

func (s setting) indent(i Indent) string {
	first := fmt.Sprintf(`w:firstLine="%d"`, i.First*s.each()/100)
	if i.First < 0 {
		first = fmt.Sprintf(`w:hanging="%d"`, -i.First*s.each()/100)
	}
	return fmt.Sprintf(`<w:ind w:left="%d" w:right="%d" %s/>`, i.Left*s.each()/100, i.Right*s.each()/100, first)
}

func custom(name string) int {
	switch name {
	case "Title", "caption", "Body Text", "heading 1", "heading 2", "heading 3":
		return 0
	}
	return 1
}

// fonts names a Chinese font; digits and Latin letters, half as wide as Chinese
// ones, are set in one that every machine has. Quotation marks and dashes are Chinese.
func fonts(name string) string {
	return fmt.Sprintf(`<w:rFonts w:hint="eastAsia" w:ascii="%[2]s" w:eastAsia="%[1]s" w:hAnsi="%[2]s" w:cs="%[2]s"/>`, name, latin)
}

const namespaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ` +
	`xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

func stylesXML(set map[Style]setting, compact bool) string {
	above := cellSpace / 2
	if compact {
		above /= 2
	}
	var b strings.Builder
	b.WriteString(header + `<w:styles ` + namespaces + `><w:docDefaults><w:rPrDefault><w:rPr>` + fonts(fangSong) +
		`<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>`)
	for _, s := range order {
		b.WriteString(set[s].xml())
	}
	for n, size := range cellSizes {
		fmt.Fprintf(&b, `<w:style w:type="paragraph" w:customStyle="1" w:styleId="%s"><w:name w:val="表格%d"/><w:pPr><w:widowControl w:val="0"/>`+
			`<w:snapToGrid w:val="0"/><w:spacing w:before="%d" w:after="%d" w:line="%d" w:lineRule="exact"/></w:pPr><w:rPr>%s<w:sz w:val="%d"/><w:szCs w:val="%d"/></w:rPr></w:style>`,
			cellStyle(n), n+1, above, above, size*15, fonts(fangSong), size, size)
	}
	fmt.Fprintf(&b, `<w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/><w:pPr><w:snapToGrid w:val="0"/></w:pPr><w:rPr>%s<w:sz w:val="%d"/><w:szCs w:val="%d"/></w:rPr></w:style>`,
		fonts(songTi), size4, size4)
	b.WriteString(`</w:styles>`)
	return b.String()
}

func fontTableXML() string {
	var b strings.Builder
	b.WriteString(header + `<w:fonts ` + namespaces + `>`)
	for _, f := range fallbacks {
		fmt.Fprintf(&b, `<w:font w:name="%s"><w:altName w:val="%s"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="default"/></w:font>`, f[0], f[1])
	}
	b.WriteString(`</w:fonts>`)
	return b.String()
}
