package xlsx

import (
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"daylight/internal/briefing"
	"daylight/internal/workday"
)

// look is how a cell is set.
type look struct {
	bold, head, boxed, wrap, link bool
	format                        string
}

// format is the number format of a value: it shows what the paper shows.
func format(c briefing.Column, v briefing.Cell) string {
	switch c.Is {
	case briefing.Percent:
		// What is short of full never reads 100.0%, nor what is above nothing 0.0%.
		if v.Number > 9994 && v.Number < 10000 || v.Number > 0 && v.Number < 5 {
			return "0.00%"
		}
		return "0.0%"
	case briefing.Points:
		return "0.00"
	case briefing.Change:
		return "+0.0;-0.0;0.0"
	case briefing.Delta:
		return "+0;-0;0"
	case briefing.Count:
		return "0"
	case briefing.Day:
		return "yyyy-mm-dd"
	case briefing.Delay:
		return `"迟"0"` + strings.ReplaceAll(v.Text, `"`, "") + `"`
	}
	return ""
}

// serial is a day as Excel counts it.
func serial(d workday.Date) int {
	first := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	return int(time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, time.UTC).Sub(first).Hours() / 24)
}

func (w *book) dress(sheet, at string, l look) error {
	id, ok := w.styles[l]
	if !ok {
		var err error
		if id, err = w.file.NewStyle(l.style()); err != nil {
			return err
		}
		w.styles[l] = id
	}
	return w.file.SetCellStyle(sheet, at, at, id)
}

func (l look) style() *excelize.Style {
	s := &excelize.Style{
		Font:      &excelize.Font{Bold: l.bold, Family: "宋体", Size: 11},
		Alignment: &excelize.Alignment{WrapText: l.wrap, Vertical: "center"},
	}
	if l.boxed {
		for _, side := range []string{"left", "top", "right", "bottom"} {
			s.Border = append(s.Border, excelize.Border{Type: side, Color: "000000", Style: 1})
		}
	}
	if l.head {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E7E6E6"}}
		s.Alignment.Horizontal = "center"
	}
	if l.link {
		s.Font.Color, s.Font.Underline = "1F4E79", "single"
	}
	if l.format != "" {
		s.CustomNumFmt = &l.format
	}
	return s
}
