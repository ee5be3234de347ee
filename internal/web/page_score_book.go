package web

import (
	"bytes"
	"fmt"

	"github.com/gofiber/fiber/v2"
	"github.com/xuri/excelize/v2"

	"daylight/dashboards"
	"daylight/internal/assessment"
)

// book writes tables as sheets of one workbook.
type book struct {
	file                     *excelize.File
	head, text, points, rate int // styles
}

// sendXLSX answers with a workbook to download: cells of their own type, the
// head frozen and filtered, each sheet ready to print.
func sendXLSX(c *fiber.Ctx, filename string, sheets ...dashboards.Sheet) error {
	b := &book{file: excelize.NewFile()}
	defer b.file.Close()
	if err := b.write(sheets); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	var out bytes.Buffer
	if err := b.file.Write(&out); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	return sendDocument(c, xlsxType, filename, out.Bytes())
}

func (b *book) write(sheets []dashboards.Sheet) error {
	if err := b.styles(); err != nil {
		return err
	}
	for n, s := range sheets {
		var err error
		if n == 0 {
			err = b.file.SetSheetName("Sheet1", s.Name)
		} else {
			_, err = b.file.NewSheet(s.Name)
		}
		if err != nil {
			return err
		}
		if err := b.sheet(s); err != nil {
			return fmt.Errorf("sheet %s: %w", s.Name, err)
		}
	}
	return nil
}

func (b *book) styles() error {
	two, percent := "0.00", "0.0%"
	for _, s := range []struct {
		into  *int
		style excelize.Style
	}{
		{&b.head, excelize.Style{Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"DDE7F0"}}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "center"}}},
		{&b.text, excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}}},
		{&b.points, excelize.Style{CustomNumFmt: &two}},
		{&b.rate, excelize.Style{CustomNumFmt: &percent}},
	} {
		id, err := b.file.NewStyle(&s.style)
		if err != nil {
			return err
		}
		*s.into = id
	}
	return nil
}

func (b *book) sheet(s dashboards.Sheet) error {
	for n, line := range s.Above {
		if err := b.file.SetCellStr(s.Name, cellName(1, n+1), line); err != nil {
			return err
		}
	}
	head := len(s.Above) + 1
	for n, text := range s.Head {
		if err := b.file.SetCellStr(s.Name, cellName(n+1, head), text); err != nil {
			return err
		}
	}
	for r, row := range s.Rows {
		for n, v := range row {
			if err := b.cell(s.Name, cellName(n+1, head+1+r), v); err != nil {
				return err
			}
		}
	}
	return b.frame(s, head)
}

// cell writes a value as its own type. Text stays text, whatever it begins with.
func (b *book) cell(sheet, at string, v any) error {
	style := 0
	var err error
	switch v := v.(type) {
	case nil:
	case assessment.Points:
		style, err = b.points, b.file.SetCellFloat(sheet, at, float64(v)/100, 2, 64)
	case dashboards.Rate:
		if v.Empty() {
			return nil
		}
		style, err = b.rate, b.file.SetCellFloat(sheet, at, float64(v.Hundredths())/10000, 4, 64)
	case int:
		err = b.file.SetCellInt(sheet, at, int64(v))
	case string:
		if v == "" {
			return nil
		}
		style, err = b.text, b.file.SetCellStr(sheet, at, v)
	default:
		return fmt.Errorf("cell %s: %T has no form", at, v)
	}
	if err != nil || style == 0 {
		return err
	}
	return b.file.SetCellStyle(sheet, at, at, style)
}

// frame freezes and filters the head and says what is printed.
func (b *book) frame(s dashboards.Sheet, head int) error {
	last := cellName(len(s.Head), head+len(s.Rows))
	if err := b.file.SetCellStyle(s.Name, cellName(1, head), cellName(len(s.Head), head), b.head); err != nil {
		return err
	}
	if err := b.file.AutoFilter(s.Name, cellName(1, head)+":"+last, nil); err != nil {
		return err
	}
	if err := b.file.SetPanes(s.Name, &excelize.Panes{Freeze: true, YSplit: head, TopLeftCell: cellName(1, head+1), ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	for n := range s.Head {
		column, err := excelize.ColumnNumberToName(n + 1)
		if err != nil {
			return err
		}
		if err := b.file.SetColWidth(s.Name, column, column, widthOf(s, n)); err != nil {
			return err
		}
	}
	landscape, wide, high := "landscape", 1, 0
	a4 := 9
	if err := b.file.SetPageLayout(s.Name, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &a4, FitToWidth: &wide, FitToHeight: &high}); err != nil {
		return err
	}
	fit := true
	if err := b.file.SetSheetProps(s.Name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	for name, refers := range map[string]string{
		"_xlnm.Print_Area":   fmt.Sprintf("'%s'!$A$1:%s", s.Name, absolute(len(s.Head), head+len(s.Rows))),
		"_xlnm.Print_Titles": fmt.Sprintf("'%s'!$%d:$%d", s.Name, head, head),
	} {
		if err := b.file.SetDefinedName(&excelize.DefinedName{Name: name, RefersTo: refers, Scope: s.Name}); err != nil {
			return err
		}
	}
	return nil
}

// widthOf fits a column to its head and cells, within reason.
func widthOf(s dashboards.Sheet, n int) float64 {
	width := textWidth(s.Head[n])
	for _, row := range s.Rows {
		if text, ok := row[n].(string); ok {
			width = max(width, textWidth(text))
		}
	}
	return float64(min(max(width+2, 9), 48))
}

func textWidth(text string) (width int) {
	for _, r := range text {
		width++
		if r >= 0x2e80 {
			width++
		}
	}
	return width
}

func cellName(column, row int) string {
	name, _ := excelize.CoordinatesToCellName(column, row) // both count from 1
	return name
}

func absolute(column, row int) string {
	name, _ := excelize.CoordinatesToCellName(column, row, true)
	return name
}
