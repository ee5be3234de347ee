package dashboards

import (
	"strconv"
	"strings"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
)

// ReceiptCells lays all receipts of an office out for a file, the sum last.
func ReceiptCells(f Frame, s Scoring, o assessment.OfficeScore) (head []string, rows [][]string) {
	for _, key := range []string{
		"receipts.col.no", "receipts.col.points", "receipts.col.kind", "receipts.col.block", "receipts.col.why", "receipts.col.rule_code", "receipts.col.rule",
		"rows.csv.code", "col.duty", "rows.csv.subject", "rows.csv.title", "col.verdict", "rows.csv.delay", "rows.csv.unit", "rows.csv.flags",
		"receipts.col.events", "rows.csv.url", "receipts.col.plan", "receipts.col.scheme", "receipts.col.calendar",
	} {
		head = append(head, f.T(key))
	}
	for n, r := range SortReceipts(o.Receipts) {
		l := f.receiptLine(s, r)
		row := []string{
			strconv.Itoa(n + 1), r.Points.String(), l.KindName, l.BlockName, f.whole(l), r.Rule, l.RuleText,
			r.Duty, l.DutyName, r.Subject, r.Title, "", "", "", strings.Join(l.FlagWords, "; "),
			strings.Join(r.Events, "; "), r.URL, "", r.Scheme, r.Calendar,
		}
		if r.Duty != "" {
			row[11], row[17] = i18n.Verdict(f.Lang, r.Verdict), strconv.Itoa(r.PlanVersion)
			if r.Delay > 0 && (r.Verdict == disclosure.Late || r.Verdict == disclosure.Missing) {
				row[12], row[13] = strconv.Itoa(r.Delay), f.T("rows.unit."+unitKey(r.Unit))
			}
		}
		rows = append(rows, row)
	}
	total := make([]string, len(head))
	total[1], total[2] = sumOf(o.Receipts).String(), f.T("receipts.sum")
	return head, append(rows, total)
}

// whole is why a line is what it is, with the veto that it brings.
func (f Frame) whole(l ReceiptLine) string {
	if l.VetoWords == "" {
		return l.Why
	}
	return l.Why + f.T("list.separator") + l.VetoWords
}
