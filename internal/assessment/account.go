package assessment

import (
	"fmt"
	"strings"

	"daylight/internal/disclosure"
)

// account keeps the books of one office while it is scored.
type account struct {
	scheme *Scheme
	table  Table
	in     Input
	score  OfficeScore
	sum    Points
	vetoes []string // grade codes
}

func (a *account) add(r Receipt) {
	r.Scheme, r.Calendar, r.Office = a.scheme.Ref(), a.in.Calendar, a.score.Office.Code
	a.score.Receipts = append(a.score.Receipts, r)
	a.sum += r.Points
	if r.Veto != "" {
		a.vetoes = append(a.vetoes, r.Veto)
	}
}

// count counts what was judged.
func (a *account) count(list []disclosure.Instance) {
	a.score.Blocks = make([]BlockScore, len(a.scheme.Blocks))
	for _, i := range list {
		if !i.Verdict.Judged() {
			continue
		}
		a.score.count(i.Verdict)
		for _, at := range a.blocks(a.in.Duties.of(i)) {
			b := &a.score.Blocks[at]
			b.Judged++
			if i.Verdict.Met() {
				b.Met++
			}
		}
	}
}

// award gives the blocks their base: those that nothing was judged in give
// theirs to the others.
func (a *account) award() {
	s := a.scheme
	applies := make([]bool, len(s.Blocks))
	for n := range s.Blocks {
		applies[n] = a.score.Blocks[n].Judged > 0
	}
	a.score.Scored = a.score.Judged > 0
	shares := Shares(s.Blocks, applies)
	for n, b := range s.Blocks {
		out := &a.score.Blocks[n]
		out.Code, out.Weight, out.Applies, out.Base = b.Code, b.Weight, applies[n], shares[n]
		if !a.score.Scored {
			continue
		}
		a.add(Receipt{Kind: Award, Rule: "award", Block: b.Code, Points: b.Weight, Reason: because("award", b.Name)})
		switch {
		case !applies[n]:
			a.add(Receipt{Kind: Redistribute, Rule: "redistribute", Block: b.Code, Points: -b.Weight, Reason: because("not_applicable", b.Name)})
		case shares[n] != b.Weight:
			a.add(Receipt{Kind: Redistribute, Rule: "redistribute", Block: b.Code, Points: shares[n] - b.Weight, Reason: because("redistributed", b.Name)})
		}
	}
}

// blocks lists the blocks that a judged instance of the duty makes apply.
func (a *account) blocks(f DutyFacts) []int {
	var out []int
	if at := a.scheme.blockFor(f.Block); at >= 0 {
		out = append(out, at)
	}
	if at := a.scheme.completeness(); at >= 0 && f.Checked {
		out = append(out, at)
	}
	return out
}

func (s *OfficeScore) count(v disclosure.Verdict) {
	s.Judged++
	if v.Met() {
		s.Met++
	}
}

// charge writes the deductions of one instance.
func (a *account) charge(i disclosure.Instance) {
	facts := a.in.Duties.of(i)
	channels, fields := lacking(i)
	loss := a.table.Loss(i.Verdict, i.Term.Unit, i.Delay, i.Flags, channels, fields, facts.Checked)
	line := Receipt{
		Duty: i.Duty, Subject: i.Subject, Title: i.Title, Verdict: i.Verdict, Delay: i.Delay, Unit: i.Term.Unit,
		Flags: i.Flags, PlanVersion: i.PlanVersion, URL: i.URL,
	}
	if i.Event != "" {
		line.Events = []string{i.Event}
	}
	own := a.scheme.blockFor(facts.Block)
	if loss.Lateness > 0 {
		band, _ := a.table.band(i.Verdict, i.Term.Unit, i.Delay)
		late := line
		late.Kind, late.Rule = LateOrNever, bandRule(band)
		late.Reason = because(verdictNames[band.Verdict]+"."+unitNames[band.Unit], i.Delay)
		a.deduct(own, late, loss.Lateness)
	}
	if loss.Completeness > 0 {
		short := line
		short.Kind, short.Rule, short.Reason = Lacking, "lacking", because("lacking", channels, fields)
		if i.Verdict == disclosure.Missing {
			short.Rule, short.Reason = "lacking_all", because("lacking_all")
		}
		a.deduct(a.scheme.completeness(), short, loss.Completeness)
	}
	for _, b := range a.table.Breaches {
		broken := line
		broken.Rule, broken.Reason, broken.Veto = b.Code, because("breach", b.Flag), b.Veto
		switch {
		case !i.Flags.Has(b.Flag):
		case b.Uncapped:
			broken.Kind, broken.Points = Uncapped, -b.Points
			a.score.Faults -= b.Points
			a.add(broken)
		case i.Verdict.Judged():
			broken.Kind = Broken
			a.deduct(own, broken, b.Points)
		}
	}
}

func (a *account) deduct(block int, r Receipt, p Points) {
	b := &a.score.Blocks[block]
	b.Charged += p
	r.Block, r.Points = b.Code, -p
	a.add(r)
}

// settle closes the books on what was charged.
func (a *account) settle(list []Extra) {
	a.restore()
	a.extras(list)
	a.close()
}

// restore gives back what blocks lost below zero.
func (a *account) restore() {
	for n := range a.score.Blocks {
		b := &a.score.Blocks[n]
		if b.Restored = max(0, b.Charged-b.Base); b.Restored > 0 {
			a.add(Receipt{
				Kind: CapRestored, Rule: "cap", Block: b.Code, Points: b.Restored,
				Reason: because("cap", a.scheme.Blocks[n].Name, b.Charged, b.Base),
			})
		}
		b.Score = b.Base - b.Charged + b.Restored
	}
}

// lacking counts lacking channels and fields.
func lacking(i disclosure.Instance) (channels, fields int) {
	for _, l := range i.Lacking {
		if strings.HasPrefix(l, "channel:") {
			channels++
		} else {
			fields++
		}
	}
	return channels, fields
}

var (
	verdictNames = map[disclosure.Verdict]string{
		disclosure.Late: "late", disclosure.Missing: "missing", disclosure.Partial: "partial",
	}
	unitNames = map[disclosure.TermUnit]string{
		disclosure.Workdays: "workdays", disclosure.CalendarDays: "days", disclosure.Hours: "hours",
	}
)

// bandRule names a band: late.workdays.5 begins over 5 working days.
func bandRule(b Band) string {
	return fmt.Sprintf("%s.%s.%d", verdictNames[b.Verdict], unitNames[b.Unit], b.Over)
}
