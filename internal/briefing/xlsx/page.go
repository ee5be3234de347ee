package xlsx

import (
	"fmt"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"daylight/internal/briefing"
)

// frame freezes and filters the head, fits the columns and says how the sheet is printed.
func (w *book) frame(sheet string, t briefing.Table) error {
	rows := len(t.Rows)
	for rows > 0 && t.Rows[rows-1].Bold {
		rows-- // totals are not filtered
	}
	if err := w.file.AutoFilter(sheet, at(1, head)+":"+at(len(t.Columns), head+rows), nil); err != nil {
		return err
	}
	if err := w.file.SetPanes(sheet, &excelize.Panes{Freeze: true, YSplit: head, TopLeftCell: at(1, head+1), ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	for n := range t.Columns {
		column, err := excelize.ColumnNumberToName(n + 1)
		if err != nil {
			return err
		}
		if err := w.file.SetColWidth(sheet, column, column, width(t, n)); err != nil {
			return err
		}
	}
	if err := w.heights(sheet, t); err != nil {
		return err
	}
	if err := w.printed(sheet); err != nil {
		return err
	}
	last := head + len(t.Rows)
	if t.Note != "" {
		last += 2
	}
	for name, refers := range map[string]string{
		"_xlnm.Print_Area":   fmt.Sprintf("'%s'!$A$1:%s", sheet, absolute(len(t.Columns), last)),
		"_xlnm.Print_Titles": fmt.Sprintf("'%s'!$%d:$%d", sheet, head, head),
	} {
		if err := w.file.SetDefinedName(&excelize.DefinedName{Name: name, RefersTo: refers, Scope: sheet}); err != nil {
			return err
		}
	}
	return nil
}

// printed is A4, landscape, as wide as one page, with the title above and the
// page's number below.
func (w *book) printed(sheet string) error {
	landscape, a4, wide, high, fit, centred := "landscape", 9, 1, 0, true, true
	if err := w.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &a4, FitToWidth: &wide, FitToHeight: &high}); err != nil {
		return err
	}
	if err := w.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	if err := w.file.SetPageMargins(sheet, &excelize.PageLayoutMarginsOptions{Horizontally: &centred}); err != nil {
		return err
	}
	title := []rune(strings.ReplaceAll(w.title, "&", "&&"))
	return w.file.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{
		OddHeader: "&C" + string(title[:min(len(title), 120)]), OddFooter: "&L&A&R— &P —",
	})
}

// width fits a column to its head, on two lines, and its cells, within reason.
func width(t briefing.Table, n int) float64 {
	c := t.Columns[n]
	most := letters(c.Head)/2 + 4
	for _, r := range t.Rows {
		if n < len(r.Cells) {
			most = max(most, letters(c.Print(r.Cells[n])))
		}
	}
	return float64(min(max(most+3, 8), 52))
}

// heights makes each row as high as its lines need: not every program does so
// when it opens the file.
func (w *book) heights(sheet string, t briefing.Table) error {
	lines := func(n int, text string) int {
		room := int(width(t, n)) - 1
		return (letters(text) + room - 1) / room
	}
	most := 1
	for n, c := range t.Columns {
		most = max(most, lines(n, c.Head))
	}
	if err := w.file.SetRowHeight(sheet, head, lineHeight(most)); err != nil {
		return err
	}
	for n, r := range t.Rows {
		most := 1
		for k, c := range t.Columns[:min(len(t.Columns), len(r.Cells))] {
			most = max(most, lines(k, c.Print(r.Cells[k])))
		}
		if err := w.file.SetRowHeight(sheet, head+1+n, lineHeight(most)); err != nil {
			return err
		}
	}
	return nil
}

func lineHeight(lines int) float64 { return min(float64(lines)*15+3, 400) }

// letters counts a Chinese character as two, as Excel's widths do.
func letters(text string) (n int) {
	for _, r := range text {
		n++
		if r >= 0x2e80 {
			n++
		}
	}
	return n
}

func (w *book) finish(b *briefing.Briefing) error {
	w.file.SetActiveSheet(0)
	created := b.Request.AsOf.UTC().Format(time.RFC3339)
	return w.file.SetDocProps(&excelize.DocProperties{Title: w.title, Creator: b.Issuer, LastModifiedBy: b.Issuer, Created: created, Modified: created, Language: "zh-CN"})
}
