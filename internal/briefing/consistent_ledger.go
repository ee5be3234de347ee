package briefing

import (
	"fmt"

	"daylight/internal/disclosure"
)

// What tables of the document owe to each other and to the ledger below.

// overall: the parts make the whole, and the whole is what the ledger holds.
func (c *checker) overall(b *Briefing) string {
	t := c.find(overallCode)
	if t == nil {
		return "没有总体情况表"
	}
	n := func(row, column string) int { _, v, _ := t.At(row, column); return int(v.Number) }
	for _, r := range t.Rows {
		if n(r.Key, "judged") != n(r.Key, "met")+n(r.Key, "partial")+n(r.Key, "late")+n(r.Key, "missing") || n(r.Key, "nil") > n(r.Key, "met") {
			return fmt.Sprintf("总体情况表行%q各栏相加不等于应公开", r.Key)
		}
		if _, v, _ := t.At(r.Key, "doubt"); v != rateCell(n(r.Key, "unverified"), n(r.Key, "judged")+n(r.Key, "unverified")) {
			return fmt.Sprintf("总体情况表行%q的待核占比不符", r.Key)
		}
	}
	counted := countOf(b.Ledger, func(l Line) disclosure.Verdict { return l.Verdict })
	for _, k := range []struct {
		column string
		want   int
	}{
		{"judged", counted.judged()}, {"met", counted.met()}, {"nil", counted.by[disclosure.NilReturned]}, {"partial", counted.by[disclosure.Partial]},
		{"late", counted.by[disclosure.Late]}, {"missing", counted.by[disclosure.Missing]}, {"pending", counted.by[disclosure.Pending]},
		{"unverified", counted.by[disclosure.Unverified]},
	} {
		if n(nowRow, k.column) != k.want {
			return fmt.Sprintf("总体情况表“%s”为%d，事项明细为%d", k.column, n(nowRow, k.column), k.want)
		}
	}
	return ""
}

// changes: a change is the difference of two rows as printed.
func (c *checker) changes() string {
	all, t := c.find(overallCode), c.find(changeCode)
	if t == nil {
		return ""
	}
	for _, r := range t.Rows {
		for _, col := range t.Columns[1:] {
			_, v, _ := t.At(r.Key, col.Key)
			_, now, _ := all.At(nowRow, col.Key)
			_, then, ok := all.At(r.Key, col.Key)
			want := Cell{Number: now.Number - then.Number}
			if col.Is == Change {
				want.Number = 10 * (percentTenths(now.Number) - percentTenths(then.Number))
				if now.Empty || then.Empty {
					want = Cell{Empty: true}
				}
			}
			if !ok || v != want {
				return fmt.Sprintf("比较表行%q“%s”与总体情况表之差不符", r.Key, col.Head)
			}
		}
	}
	return ""
}

// counted: rankings and lists of problems count what the whole counts.
func (c *checker) counted(b *Briefing) string {
	all := c.find(overallCode)
	for _, column := range []string{"judged", "met"} {
		sum := int64(0)
		for _, t := range c.tables {
			if _, v, ok := t.At(totalRow, column); ok && isRank(t.Code) {
				sum += v.Number
			}
		}
		if _, v, _ := all.At(nowRow, column); v.Number != sum {
			return fmt.Sprintf("排名表“%s”合计%d，总体情况表为%d", column, sum, v.Number)
		}
	}
	for _, k := range problemKinds {
		list := 0
		if t := c.find(problemsCode + "." + k.code); t != nil {
			list = len(t.Rows)
		}
		if _, v, ok := all.At(nowRow, k.code); k.verdict && ok && int(v.Number) != list {
			return fmt.Sprintf("“%s”清单有%d行，总体情况表为%d", k.name, list, v.Number)
		}
		if t := c.find(problemsCode); t != nil {
			if _, v, ok := t.At(totalRow, k.code); ok && int(v.Number) != list {
				return fmt.Sprintf("“%s”清单有%d行，问题分布表为%d", k.name, list, v.Number)
			}
		}
	}
	return c.offices(b)
}

// offices: each office's line of a ranking is what the ledger holds of it.
func (c *checker) offices(b *Briefing) string {
	by := map[string][]Line{}
	for _, l := range b.Ledger {
		by[l.Office] = append(by[l.Office], l)
	}
	for _, t := range c.tables {
		for _, r := range t.Rows {
			if r.Bold || !isRank(t.Code) {
				continue
			}
			n := countOf(by[r.Key], func(l Line) disclosure.Verdict { return l.Verdict })
			_, judged, _ := t.At(r.Key, "judged")
			_, met, _ := t.At(r.Key, "met")
			if int(judged.Number) != n.judged() || int(met.Number) != n.met() {
				return fmt.Sprintf("表%s行%q与事项明细不符", t.Code, r.Key)
			}
		}
	}
	return ""
}

// place: a sheet states what the ranking does, and its receipts sum to the score.
func (c *checker) place(whole *checker, s *Sheet) string {
	own := c.find(ownScore)
	if own == nil {
		return "没有得分表"
	}
	for _, t := range whole.tables {
		if !isRank(t.Code) {
			continue
		}
		for _, column := range []string{"judged", "met", "rate", "rank", "score"} {
			_, want, ok := t.At(s.Office.Code, column)
			_, v, has := own.At(s.Office.Code, column)
			if ok && has && v != want {
				return fmt.Sprintf("“%s”与排名表不符", column)
			}
		}
	}
	if t := c.find(ownReceipts); t != nil {
		_, total, ok := t.At(totalRow, "points")
		if _, score, has := own.At(s.Office.Code, "score"); ok && has && !score.Empty && score.Number != total.Number {
			return "计分凭据合计与得分不符"
		}
	}
	return ""
}
