package dashboards

import (
	"fmt"

	"daylight/internal/assessment"
)

// WhatIfSheets lays a trial out as the annex to a new scheme: the rules that
// change, every office before and after, every receipt that changes.
func WhatIfSheets(f Frame, b WhatIfBoard) []Sheet {
	heads := func(keys ...string) (head []string) {
		for _, key := range keys {
			head = append(head, f.T(key))
		}
		return head
	}
	rules := Sheet{Name: f.T("whatif.sheet.rules"), Head: heads("scheme.column.part", "scheme.column.item", "scheme.column.before", "scheme.column.after")}
	for _, r := range b.Rules {
		rules.Rows = append(rules.Rows, []any{r.Part, r.Item, r.Before, r.After})
	}
	offices := Sheet{Name: f.T("whatif.sheet.offices"), Head: heads("annual.col.group", "col.office", "whatif.col.before", "whatif.col.after", "whatif.col.diff",
		"whatif.col.rank_before", "whatif.col.rank_after", "whatif.col.up", "whatif.col.grade_before", "whatif.col.grade_after", "whatif.col.receipts")}
	receipts := Sheet{Name: f.T("whatif.sheet.receipts"), Head: heads("col.office", "rows.csv.code", "col.duty", "rows.csv.subject", "rows.csv.title",
		"receipts.col.kind", "receipts.col.why", "whatif.col.rule_before", "whatif.col.rule_after", "whatif.col.before", "whatif.col.after", "whatif.col.diff")}
	for _, g := range b.Groups {
		for _, r := range g.Rows {
			offices.Rows = append(offices.Rows, []any{f.groupName(r.After.Group), r.Name, r.Before.Total, r.After.Total, r.Diff,
				placeCell(r.Before.Rank), placeCell(r.After.Rank), r.Up, r.Before.Grade, r.After.Grade, len(r.Moves)})
			for _, m := range r.Moves {
				l := m.Line()
				receipts.Rows = append(receipts.Rows, []any{r.Name, l.Duty, l.DutyName, l.Subject, l.Title, l.KindName, l.Why,
					m.Before.rule(), m.After.rule(), m.Before.points(), m.After.points(), m.Diff})
			}
		}
	}
	sheets := []Sheet{rules, offices, receipts}
	if b.Rejudged != nil {
		sheets = append(sheets, b.Rejudged.sheet(f))
	}
	return sheets
}

func placeCell(rank int) any {
	if rank == 0 {
		return nil
	}
	return rank
}

// rule and points are empty for a line that is not there.
func (l *ReceiptLine) rule() any {
	if l == nil {
		return nil
	}
	return l.Rule
}

func (l *ReceiptLine) points() any {
	if l == nil {
		return nil
	}
	return l.Points
}

// WhatIfCells is the same annex as one table, for files that hold only one:
// what changes, before, after and the difference.
func WhatIfCells(f Frame, b WhatIfBoard) (head []string, rows [][]string) {
	for _, key := range []string{"whatif.col.what", "whatif.col.whose", "scheme.column.item", "whatif.col.before", "whatif.col.after", "whatif.col.diff"} {
		head = append(head, f.T(key))
	}
	for _, r := range b.Rules {
		rows = append(rows, []string{f.T("whatif.sheet.rules"), r.Part, r.Item, r.Before, r.After, ""})
	}
	for _, g := range b.Groups {
		for _, r := range g.Rows {
			add := func(item string, before, after, diff any) {
				rows = append(rows, []string{f.T("whatif.sheet.offices"), r.Name, item, cellText(before), cellText(after), cellText(diff)})
			}
			add(f.T("score.col.total"), r.Before.Total, r.After.Total, r.Diff)
			add(f.T("col.rank"), placeCell(r.Before.Rank), placeCell(r.After.Rank), -r.Up)
			add(f.T("score.col.grade"), r.Before.Grade, r.After.Grade, nil)
		}
	}
	for _, g := range b.Groups {
		for _, r := range g.Rows {
			for _, m := range r.Moves {
				l := m.Line()
				item := l.KindName + f.T("list.separator") + l.Why
				if l.Duty != "" {
					item = l.DutyName + " " + l.Subject + f.T("list.separator") + item
				}
				rows = append(rows, []string{f.T("whatif.sheet.receipts"), r.Name, item, cellText(m.Before.points()), cellText(m.After.points()), cellText(m.Diff)})
			}
		}
	}
	if b.Rejudged != nil {
		for _, l := range b.Rejudged.Lines {
			item := l.DutyName + " " + l.Subject
			rows = append(rows, []string{f.T("whatif.sheet.instances"), l.Office, item, f.dated(l.Before, l.DueBefore), f.dated(l.After, l.DueAfter), ""})
		}
	}
	return head, rows
}

// dated puts the due day beside a verdict.
func (f Frame) dated(words, due string) string {
	if due == "" {
		return words
	}
	return f.T("whatif.due", words, due)
}

func cellText(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case assessment.Points:
		return v.String()
	}
	return fmt.Sprint(v)
}
