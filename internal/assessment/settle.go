package assessment

import "daylight/internal/disclosure"

// Sum is what a query over whole sets says of one office: the prices of its
// instances added up, before caps.
type Sum struct {
	Office   disclosure.Office
	Judged   int
	Met      int
	Uncapped Points     // outside the blocks
	Blocks   []BlockSum // in the scheme's order
	Vetoes   []string   // grade codes
}

// BlockSum is one block of a Sum.
type BlockSum struct {
	Judged  int
	Met     int
	Charged Points
}

// Add enters one instance that counts.
func (sum *Sum) Add(s *Scheme, t Table, duties Duties, i *disclosure.Instance) {
	facts := duties.of(*i)
	own, completeness := s.Places(facts.Block)
	if !facts.Checked {
		completeness = -1
	}
	channels, fields := lacking(*i)
	loss := t.Loss(i.Verdict, i.Term.Unit, i.Delay, i.Flags, channels, fields, facts.Checked)
	if i.Verdict.Judged() {
		sum.count(i.Verdict, own, completeness)
	}
	sum.Uncapped += loss.Uncapped
	sum.charge(own, loss.Lateness+loss.Breach)
	sum.charge(completeness, loss.Completeness)
	for _, b := range t.Breaches {
		if b.Veto != "" && i.Flags.Has(b.Flag) && (b.Uncapped || i.Verdict.Judged()) {
			sum.Vetoes = append(sum.Vetoes, b.Veto)
		}
	}
}

func (sum *Sum) count(v disclosure.Verdict, blocks ...int) {
	met := 0
	if v.Met() {
		met = 1
	}
	sum.Judged, sum.Met = sum.Judged+1, sum.Met+met
	for _, at := range blocks {
		if at >= 0 {
			sum.Blocks[at].Judged, sum.Blocks[at].Met = sum.Blocks[at].Judged+1, sum.Blocks[at].Met+met
		}
	}
}

func (sum *Sum) charge(block int, p Points) {
	if block >= 0 {
		sum.Blocks[block].Charged += p
	}
}

// Settle computes the same scores as Assess from sums, without receipts. Of in it
// takes the period, the office list and the extras.
func Settle(s *Scheme, in Input, sums []Sum) Result {
	r := Result{Scheme: s, Period: in.Period, Calendar: in.Calendar}
	_, extras := in.counted()
	busy, of := map[string]disclosure.Office{}, map[string]Sum{}
	for _, sum := range sums {
		busy[sum.Office.Code], of[sum.Office.Code] = sum.Office, sum
	}
	for _, o := range in.listed(busy, extras) {
		a := &account{scheme: s, in: in, score: OfficeScore{Office: o}}
		a.take(of[o.Code])
		a.settle(extras[o.Code])
		a.score.Receipts = nil // they are not complete
		r.Offices = append(r.Offices, a.score)
	}
	r.rank()
	return r
}

// take enters what a query has added up.
func (a *account) take(sum Sum) {
	a.score.Judged, a.score.Met = sum.Judged, sum.Met
	a.score.Blocks = make([]BlockScore, len(a.scheme.Blocks))
	for n, b := range sum.Blocks {
		a.score.Blocks[n].Judged, a.score.Blocks[n].Met = b.Judged, b.Met
	}
	a.award()
	for n, b := range sum.Blocks {
		a.score.Blocks[n].Charged = b.Charged
		a.sum -= b.Charged
	}
	a.score.Faults -= sum.Uncapped
	a.sum -= sum.Uncapped
	a.vetoes = append(a.vetoes, sum.Vetoes...)
}
