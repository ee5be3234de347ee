package document

import (
	"fmt"
	"strings"

	"daylight/internal/briefing"
	"daylight/internal/briefing/docx"
	"daylight/internal/workday"
)

// Day writes a day as papers do; an unknown one leaves room for it.
func Day(d workday.Date) string {
	if d == 0 {
		return "　　年　月　日"
	}
	return fmt.Sprintf("%d年%d月%d日", d.Year(), d.Month(), d.Day())
}

// enclosures is the 附件说明, one blank line below the text: names without a full
// stop, further lines under the first letter of the name.
func (l *layout) enclosures(list []briefing.Annex) {
	if len(list) == 0 {
		return
	}
	l.keep(docx.Text(docx.Recipient, ""))
	if len(list) == 1 {
		l.keep(docx.Paragraph{Style: docx.Attachments, Runs: []docx.Run{{Text: "附件：" + list[0].Title}}, Indent: &docx.Indent{Left: 500, First: -300}})
		return
	}
	for n, a := range list {
		number := fmt.Sprintf("%d.", a.Number)
		width := textWidth(number)
		p := docx.Paragraph{Style: docx.Attachments, Runs: []docx.Run{{Text: number + a.Title}}, Indent: &docx.Indent{Left: 500 + width, First: -width}}
		if n == 0 {
			p.Runs[0].Text, p.Indent.First = "附件："+p.Runs[0].Text, -width-300
		}
		l.keep(p)
	}
}

// keep adds a paragraph that stays with what follows: the signature never stands
// on a page without text.
func (l *layout) keep(p docx.Paragraph) {
	if last := len(l.doc.Blocks) - 1; last >= 0 {
		if before, ok := l.doc.Blocks[last].(docx.Paragraph); ok {
			before.KeepNext = true
			l.doc.Blocks[last] = before
		}
	}
	p.KeepNext = true
	l.add(p)
}

// signature is the issuer and the day: the day four characters from the edge, the
// issuer centred over it as far as the line allows.
func (l *layout) signature(issuer string, on workday.Date) {
	day := Day(on)
	l.keep(docx.Text(docx.Recipient, ""))
	if !l.doc.Compact {
		l.keep(docx.Text(docx.Recipient, ""))
	}
	right := max(0, 400+(textWidth(day)-textWidth(issuer))/2)
	l.add(docx.Paragraph{Style: docx.Signature, Runs: []docx.Run{{Text: issuer}}, Indent: &docx.Indent{Right: right}, KeepNext: true},
		docx.Text(docx.Signature, day))
}

// textWidth is the width of a text in hundredths of a character: digits and
// Latin letters are half as wide as Chinese ones.
func textWidth(text string) int {
	width := 0
	for _, r := range text {
		if r < 0x2E80 && r != '“' && r != '”' && r != '—' && r != '…' {
			width += 50
		} else {
			width += 100
		}
	}
	return width
}

// annex starts on a page of its own: 附件1, and its title on the third line.
func (l *layout) annex(a briefing.Annex, of int) {
	label := "附件"
	if of > 1 {
		label += fmt.Sprint(a.Number)
	}
	l.add(docx.Paragraph{Style: docx.Annex, Runs: []docx.Run{{Text: label}}, PageBefore: true})
	l.add(docx.Paragraph{Style: docx.Recipient, KeepNext: true})
	l.text(docx.Title, inLines(a.Title, titleLine))
	for _, t := range a.Tables {
		if t.Caption == a.Title {
			t.Caption = ""
		}
		l.add(Table(t))
	}
}

// colophon is the last page: on what the figures rest, so that anyone can compute
// them again, and the 版记 at its foot.
func (l *layout) colophon(b *briefing.Briefing, o Options) {
	l.add(docx.Paragraph{Style: docx.Heading1, Runs: []docx.Run{{Text: "计算依据和校验"}}, PageBefore: true, Indent: &docx.Indent{}})
	t := docx.Table{
		Columns: []docx.Column{{Head: "项目", Share: 25, Align: docx.Left}, {Head: "内容", Share: 75, Align: docx.Left}},
		Note:    "注：计算输入的摘要取自工作方案、考核办法、工作日历和数据截至时点前的全部事实；附表数据的摘要取自本通报全部表格的文字。用同样的输入重新计算，得到同样的摘要。文件不能记载自身的摘要，各文件的摘要登记在通报台账。",
	}
	for _, f := range Basis(b, o) {
		t.Rows = append(t.Rows, []docx.Cell{{Text: f.Name}, {Text: f.Value}})
	}
	l.add(t)
	if o.Printer != "" {
		var lines []string
		if o.CopyTo != "" {
			lines = append(lines, "抄送："+strings.TrimSuffix(o.CopyTo, "。")+"。")
		}
		l.add(docx.Imprint{Lines: append(lines, o.Printer+"\t"+Day(b.Request.IssuedOn)+"印发")})
	}
}
