package intake

import (
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"
)

// readStyles learns which cell styles show a number as a date.
func (w *workbook) readStyles() error {
	custom := map[string]bool{}
	inCells := false
	return w.each("xl/styles.xml", func(e xml.StartElement) error {
		switch e.Name.Local {
		case "numFmt":
			if len(custom) < 1<<16 {
				custom[attr(e, "numFmtId")] = showsDate(attr(e, "formatCode"))
			}
		case "cellXfs":
			inCells = true
		case "cellStyleXfs", "cellStyles", "dxfs":
			inCells = false
		case "xf":
			if inCells && len(w.dates) < 1<<16 {
				id := attr(e, "numFmtId")
				date, known := custom[id]
				w.dates = append(w.dates, known && date || !known && builtInDate(id))
			}
		}
		return nil
	})
}

// builtInDate knows the built-in formats that show dates, those of the Chinese
// edition included.
func builtInDate(id string) bool {
	n, err := strconv.Atoi(id)
	return err == nil && (n >= 14 && n <= 22 || n >= 27 && n <= 36 || n >= 45 && n <= 47 || n >= 50 && n <= 58)
}

var formatLiterals = regexp.MustCompile(`"[^"]*"|\\.|\[[^\]]*\]|_.|\*.`)

// showsDate reports whether a number format shows a date or a time of day.
func showsDate(code string) bool {
	code, _, _ = strings.Cut(formatLiterals.ReplaceAllString(code, ""), ";")
	code = strings.ToLower(code)
	if code == "general" || strings.ContainsAny(code, "0#?@") && !strings.ContainsAny(code, "yd") {
		return false
	}
	return strings.ContainsAny(code, "ymdhs")
}
