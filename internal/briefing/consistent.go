package briefing

import "fmt"

// Consistent walks the document and reports the first thing that does not agree:
// a sentence with a table, a total with its rows, a rate with its counts, a
// picture with its table, a sheet with the ranking, or any of them with the
// ledger below.
func Consistent(b *Briefing) error {
	c := checker{where: b.Title, sections: b.Sections, tables: b.Tables(), figures: b.Figures}
	c.names = namesIn(c.tables, plain(b.Body.Name))
	for _, check := range []func() string{
		c.shape, c.quotes, c.prose, c.totals, c.rates, func() string { return c.pictures(b.Sections) },
		func() string { return c.overall(b) }, func() string { return c.changes() }, func() string { return c.counted(b) },
	} {
		if found := check(); found != "" {
			return invalid("briefing.inconsistent", b.Title, found)
		}
	}
	for n := range b.Sheets {
		s := &b.Sheets[n]
		own := checker{where: s.Title, sections: s.Sections, tables: append(tablesIn(s.Sections), pointers(s.Tables)...), figures: s.Figures}
		own.names = namesIn(own.tables, plain(s.Office.Name))
		for _, check := range []func() string{own.shape, own.quotes, own.prose, own.totals, own.rates, func() string { return own.place(&c, s) }} {
			if found := check(); found != "" {
				return invalid("briefing.inconsistent", s.Title, found)
			}
		}
	}
	return nil
}

func pointers(tables []Table) []*Table {
	list := make([]*Table, len(tables))
	for n := range tables {
		list[n] = &tables[n]
	}
	return list
}

// checker looks at one document. Its checks return what they found, "" for nothing.
type checker struct {
	where    string
	sections []Section
	tables   []*Table
	figures  map[string]Figure
	names    []string
}

func (c *checker) find(code string) *Table {
	for _, t := range c.tables {
		if t.Code == code {
			return t
		}
	}
	return nil
}

// shape: codes and keys are told apart, and every row is as wide as its table.
func (c *checker) shape() string {
	codes := map[string]bool{}
	for _, t := range c.tables {
		if codes[t.Code] {
			return "表" + t.Code + "出现两次"
		}
		codes[t.Code] = true
		keys := map[string]bool{}
		for _, r := range t.Rows {
			if keys[r.Key] || len(r.Cells) != len(t.Columns) {
				return fmt.Sprintf("表%s的行%q重复或者宽度不符", t.Code, r.Key)
			}
			keys[r.Key] = true
		}
	}
	return ""
}

// quotes: every figure reads as the cell that it points to.
func (c *checker) quotes() string {
	for name, f := range c.figures {
		t := c.find(f.Table)
		if t == nil {
			return fmt.Sprintf("数字{%s}指向的表%s不在文中", name, f.Table)
		}
		column, v, ok := t.At(f.Row, f.Column)
		if !ok || column.Say(v) != f.Text {
			return fmt.Sprintf("数字{%s}为“%s”，表%s中为“%s”", name, f.Text, f.Table, column.Say(v))
		}
	}
	return ""
}

// prose: every number in it is a figure, and the words of change have their sign.
func (c *checker) prose() string {
	for _, p := range paragraphs(c.sections) {
		for _, mark := range figureMark.FindAllStringSubmatch(p.Text, -1) {
			if _, ok := c.figures[mark[1]]; !ok {
				return fmt.Sprintf("段落%s用到的数字{%s}不存在", p.Key, mark[1])
			}
		}
		if n := strayNumber(p.Text, c.names); n != "" {
			return fmt.Sprintf("段落%s中的“%s”不是取自表格的数字", p.Key, n)
		}
		if word := wrongTrend(p.Text, c.figures, c.find); word != "" {
			return fmt.Sprintf("段落%s中的“%s”与表格的增减不符", p.Key, word)
		}
	}
	return ""
}

// totals: what a total row states is the sum of the rows above it.
func (c *checker) totals() string {
	for _, t := range c.tables {
		for n, col := range t.Columns {
			_, total, ok := t.At(totalRow, col.Key)
			if !ok || total.Empty || col.Is != Count && col.Is != Points {
				continue
			}
			sum := int64(0)
			for _, r := range t.Rows {
				if !r.Bold {
					sum += r.Cells[n].Number
				}
			}
			if sum != total.Number {
				return fmt.Sprintf("表%s“%s”合计为%s，各行之和为%s", t.Code, col.Head, col.Print(total), col.Print(Cell{Number: sum}))
			}
		}
	}
	return ""
}

// rates: a rate is what its two counts give.
func (c *checker) rates() string {
	for _, t := range c.tables {
		for _, r := range t.Rows {
			for _, prefix := range []string{"", "year_"} {
				_, rate, ok := t.At(r.Key, prefix+"rate")
				_, met, hasMet := t.At(r.Key, prefix+"met")
				_, judged, hasJudged := t.At(r.Key, prefix+"judged")
				if !ok || !hasMet || !hasJudged || isChange(t) {
					continue
				}
				if want := rateCell(int(met.Number), int(judged.Number)); rate != want {
					return fmt.Sprintf("表%s行%q的按时率与%d/%d不符", t.Code, r.Key, met.Number, judged.Number)
				}
			}
		}
	}
	return ""
}

func isChange(t *Table) bool { return t.Code == changeCode }

// pictures: a chart shows its table.
func (c *checker) pictures(sections []Section) string {
	for _, s := range sections {
		for _, p := range s.Parts {
			if p.Chart == nil {
				continue
			}
			if found := c.picture(p.Chart); found != "" {
				return found
			}
		}
	}
	return ""
}

func (c *checker) picture(chart *Chart) string {
	for _, t := range c.tables {
		for _, col := range t.Columns {
			if chart.Code != t.Code+"."+col.Key {
				continue
			}
			var values []int64
			for _, r := range t.Rows {
				if _, v, _ := t.At(r.Key, col.Key); !r.Bold && !v.Empty {
					values = append(values, v.Number)
				}
			}
			if fmt.Sprint(values) == fmt.Sprint(chart.Values) {
				return ""
			}
			return "图" + chart.Code + "与表格不符"
		}
	}
	return "图" + chart.Code + "没有对应的表格"
}
