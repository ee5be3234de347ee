package web

import (
	"bytes"
	"encoding/csv"
	"net/url"
	"regexp"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// sendCSV answers with a table to download. The mark at its start tells Excel
// that it is UTF-8.
func sendCSV(c *fiber.Ctx, filename string, head []string, rows [][]string) error {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	if err := w.Write(head); err != nil {
		return err
	}
	for _, row := range rows {
		safe := make([]string, len(row))
		for i, cell := range row {
			safe[i] = guardCell(cell)
		}
		if err := w.Write(safe); err != nil {
			return err
		}
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "text/csv; charset=utf-8")
	c.Set(fiber.HeaderContentDisposition, "attachment; filename*=UTF-8''"+url.PathEscape(filename))
	return c.Send(b.Bytes())
}

// belowZero are numbers, which no spreadsheet takes for a formula.
var belowZero = regexp.MustCompile(`^-\d+(\.\d+)?$`)

// guardCell keeps a spreadsheet from taking text for a formula.
func guardCell(cell string) string {
	if cell != "" && !belowZero.MatchString(cell) && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
