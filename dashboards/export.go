package dashboards

import (
	"strconv"
	"strings"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
)

// Cells lays instances out for a file to download: codes beside words, numbers
// apart from their units.
func Cells(f Frame, instances []disclosure.Instance) (head []string, rows [][]string) {
	for _, key := range []string{
		"col.verdict", "rows.csv.office_code", "col.office", "rows.csv.code", "col.duty", "col.clause", "rows.csv.subject",
		"rows.csv.title", "col.opened", "col.due", "rows.csv.due_at", "col.published", "rows.csv.delay", "rows.csv.unit",
		"rows.csv.flags", "rows.csv.lacking", "rows.csv.url",
	} {
		head = append(head, f.T(key))
	}
	for _, i := range instances {
		r := f.row(i)
		var delay, unit, due string
		if i.Delay > 0 {
			delay, unit = strconv.Itoa(i.Delay), f.T("rows.unit."+unitKey(i.Term.Unit))
		}
		if !i.DueAt.IsZero() {
			due = f.Minute(i.DueAt)
		}
		published := ""
		if !i.PublishedAt.IsZero() {
			published = r.Published
		}
		rows = append(rows, []string{
			i18n.Verdict(f.Lang, i.Verdict), i.Office, r.OfficeName, i.Duty, r.DutyName, i.Clause, i.Subject,
			i.Title, i.OpenedOn.String(), r.dueText(f), due, published, delay, unit,
			strings.Join(r.FlagWords, "; "), strings.Join(f.Lacking(i.Lacking), "; "), i.URL,
		})
	}
	return head, rows
}
