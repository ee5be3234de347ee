package briefing

import (
	"cmp"
	"slices"
	"strconv"

	"daylight/internal/disclosure"
)

// Correction is what became of an issued briefing: it stays as it was issued, and
// the next issue says what later facts have changed.
type Correction struct {
	Title   string // of the briefing
	Period  string // name of its period
	Lines   []LineChange
	Offices []OfficeChange
	// Of what it named missing: how many have been published since, and how many
	// are missing still.
	Missing, Published, Still int
}

// Nature says why an instance reads differently.
type Nature int

// The natures of a change.
const (
	Corrected Nature = iota + 1 // 更正: facts that came in later judge it differently
	Rectified                   // 整改: it was missing, and has been published since
	FellDue                     // 到期: it was not due yet, or not there
)

var natures = map[Nature]string{Corrected: "更正", Rectified: "整改", FellDue: "通报后到期"}

// LineChange is an instance that is not what it was; Before or After is nil when
// it came or went.
type LineChange struct {
	Before, After *Line
	Nature        Nature
}

// line is the later of the two.
func (c LineChange) line() *Line {
	if c.After != nil {
		return c.After
	}
	return c.Before
}

// OfficeChange is an office whose score or rate moved.
type OfficeChange struct {
	Code, Name                       string
	Score, ScoreThen, Rate, RateThen Cell
}

// Corrections compares an issued briefing with the same request judged at a later
// as-of.
func Corrections(frozen, now *Briefing) Correction {
	c := Correction{Title: frozen.Title, Period: PeriodName(frozen.Request.Period)}
	later := map[string]*Line{}
	for n := range now.Ledger {
		later[now.Ledger[n].Key()] = &now.Ledger[n]
	}
	for n := range frozen.Ledger {
		b := &frozen.Ledger[n]
		a := later[b.Key()]
		delete(later, b.Key())
		c.follow(b, a)
		if nature := natureOf(frozen, b, a); nature != 0 {
			c.Lines = append(c.Lines, LineChange{b, a, nature})
		}
	}
	for n := range now.Ledger {
		if a := &now.Ledger[n]; later[a.Key()] == a {
			nature := Corrected
			if a.Due > knownDay(frozen.Request.AsOf) {
				nature = FellDue
			}
			c.Lines = append(c.Lines, LineChange{nil, a, nature})
		}
	}
	slices.SortStableFunc(c.Lines, func(a, b LineChange) int { return cmp.Compare(a.Nature, b.Nature) })
	c.Offices = movedOffices(frozen, now)
	return c
}

// follow counts what became of the missing ones.
func (c *Correction) follow(before, after *Line) {
	if before.Verdict != disclosure.Missing {
		return
	}
	c.Missing++
	switch {
	case after == nil:
	case after.Verdict == disclosure.Missing:
		c.Still++
	case after.Published != 0:
		c.Published++
	}
}

// natureOf is 0 when nothing has changed. What was missing grows older every
// day: that alone is no change.
func natureOf(frozen *Briefing, b, a *Line) Nature {
	known := knownDay(frozen.Request.AsOf)
	switch {
	case a == nil:
		return Corrected
	case b.Verdict == disclosure.Pending && (b.Due > known || b.Due == 0) && a.Verdict != disclosure.Pending:
		return FellDue
	case b.Verdict == disclosure.Missing && a.Verdict == disclosure.Late && a.Published > known:
		return Rectified
	case b.Verdict != a.Verdict || b.Office != a.Office || b.Due != a.Due || b.Published != a.Published || b.Flags != a.Flags ||
		!slices.Equal(b.Lacking, a.Lacking) || b.Delay != a.Delay && a.Verdict != disclosure.Missing && a.Verdict != disclosure.Partial:
		return Corrected
	}
	return 0
}

func movedOffices(frozen, now *Briefing) []OfficeChange {
	var list []OfficeChange
	for _, t := range now.Tables() {
		if !isRank(t.Code) {
			continue
		}
		for _, r := range t.Rows {
			if r.Bold {
				continue
			}
			c := OfficeChange{Code: r.Key, Name: r.Cells[1].Text, Score: Cell{Empty: true}, Rate: Cell{Empty: true}, ScoreThen: Cell{Empty: true}, RateThen: Cell{Empty: true}}
			for _, cell := range []struct {
				then, now *Cell
				column    string
			}{{&c.ScoreThen, &c.Score, "score"}, {&c.RateThen, &c.Rate, "rate"}} {
				if _, v, ok := t.At(r.Key, cell.column); ok {
					*cell.now = v
				}
				for _, old := range frozen.Tables() {
					if _, v, ok := old.At(r.Key, cell.column); ok && isRank(old.Code) {
						*cell.then = v
					}
				}
			}
			if c.Score != c.ScoreThen || c.Rate != c.RateThen {
				list = append(list, c)
			}
		}
	}
	return list
}

const (
	correctionsCode = "corrections"
	followCode      = "corrections.summary"
	movedCode       = "corrections.offices"
)

// correctionsTable lists the changed instances, with old and new.
func correctionsTable(list []Correction) Table {
	t := Table{Code: correctionsCode, Caption: "原通报事项的更正和后续情况", Columns: []Column{
		{"period", "原通报期间", 12, Words}, {"nature", "性质", 8, Words}, {"office", "科室（单位）", 14, Words}, {"duty", "公开事项", 20, Words}, {"title", "标题或期次", 16, Words},
		{"was", "原判定", 15, Words}, {"is", "现判定", 15, Words},
	}, Note: "原通报不作改动。"}
	for n, c := range list {
		for _, l := range c.Lines {
			at := l.line()
			t.Rows = append(t.Rows, Row{Key: issueKey(n) + "/" + at.Key(), Cells: []Cell{
				words(c.Period), words(natures[l.Nature]), words(at.OfficeName), words(at.DutyName), words(at.name()), words(l.Before.state(l.After)), words(l.After.state(l.Before)),
			}})
		}
	}
	return t
}

// state says how a line stands, and of what else differs from the other.
func (l *Line) state(other *Line) string {
	if l == nil {
		return "没有此事项"
	}
	s := verdictName(l.Verdict)
	if l.Delay > 0 && l.Verdict == disclosure.Late {
		s += "，迟" + delayWords(l.Delay, l.Unit)
	}
	if l.Published != 0 {
		s += "，" + l.Published.String() + "公开"
	}
	if other == nil {
		return s
	}
	if l.Office != other.Office {
		s += "，" + l.OfficeName
	}
	if l.Due != other.Due && l.Due != 0 {
		s += "，应于" + l.Due.String() + "公开"
	}
	if l.Flags != other.Flags {
		s += flagWords(l.Flags)
	}
	return s
}

// movedTable lists the office figures that moved.
func movedTable(list []Correction) Table {
	t := Table{Code: movedCode, Caption: "更正后的科室（单位）得分和按时率", Columns: []Column{
		{"period", "原通报期间", 18, Words}, {"office", "科室（单位）", 22, Words}, {"score_then", "原得分", 15, Points}, {"score", "现得分", 15, Points},
		{"rate_then", "原按时率", 15, Percent}, {"rate", "现按时率", 15, Percent},
	}}
	for n, c := range list {
		for _, o := range c.Offices {
			t.Rows = append(t.Rows, Row{Key: issueKey(n) + "/" + o.Code, Cells: []Cell{words(c.Period), words(o.Name), o.ScoreThen, o.Score, o.RateThen, o.Rate}})
		}
	}
	return t
}

// followTable counts what became of each earlier issue.
func followTable(list []Correction) Table {
	t := Table{Code: followCode, Caption: "以前通报的整改和更正", Columns: []Column{
		{"issue", "原通报", 36, Words}, {"missing", "原逾期未公开", 18, Count}, {"published", "其中已公开", 18, Count}, {"still", "仍未公开", 18, Count}, {"corrected", "更正事项", 18, Count},
	}}
	for n, c := range list {
		corrected := 0
		for _, l := range c.Lines {
			if l.Nature == Corrected {
				corrected++
			}
		}
		t.Rows = append(t.Rows, Row{Key: issueKey(n), Cells: []Cell{words(c.Title), count(c.Missing), count(c.Published), count(c.Still), count(corrected)}})
	}
	return t
}

// issueKey is what the tables call an earlier issue: its place in their order.
func issueKey(n int) string { return "issue" + strconv.Itoa(n+1) }

// follow is what a sentence needs of an earlier issue.
type follow struct {
	issue                                string
	missing, published, still, corrected num
}

// sayFollow says what became of an earlier issue.
func sayFollow(f follow) string {
	s := f.issue + "没有指出逾期未公开事项。"
	switch {
	case f.missing.n > 0 && f.still.n == 0:
		s = f.issue + "指出的逾期未公开" + f.missing.text + "项，至本期数据截至时已没有仍未公开的。"
	case f.missing.n > 0 && f.published.n == 0:
		s = f.issue + "指出的逾期未公开" + f.missing.text + "项，至本期数据截至时仍有" + f.still.text + "项未公开。"
	case f.missing.n > 0:
		s = f.issue + "指出的逾期未公开" + f.missing.text + "项，至本期数据截至时已公开" + f.published.text + "项，仍有" + f.still.text + "项未公开。"
	}
	if f.corrected.n > 0 {
		s += "因后来入账的事实，对该期通报作更正" + f.corrected.text + "项，原通报不作改动，逐项列在附件。"
	}
	return s
}

// followUp is the section on earlier issues.
func (d *document) followUp() Section {
	s := draft{Section: Section{Heading: "以前通报的整改和更正情况"}}
	for n, c := range d.material.corrections {
		cite := func(column string) num { return d.pen.cite(followCode, issueKey(n), column) }
		s.say("corrections."+issueKey(n), sayFollow(follow{book(c.Title), cite("missing"), cite("published"), cite("still"), cite("corrected")}))
	}
	s.table(d.follow)
	return s.Section
}
