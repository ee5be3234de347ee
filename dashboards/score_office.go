package dashboards

import (
	"daylight/internal/assessment"
	"daylight/internal/disclosure"
)

// OfficeScored is the score on an office's own page.
type OfficeScored struct {
	ScoreRow
	Scheme SchemeLine
	Places []int // the places of the group, best first
	Costly []Costly
	Lost   int // receipts that cost points, on all pages
}

// Costly is a receipt that costs points, with what can still be done.
type Costly struct {
	ReceiptLine
	Advice []string
}

// scored draws the score of an office and the receipts that cost it most; rows
// are the instances of the office, for advice.
func (f Frame) scored(s Scoring, office string, rows []disclosure.Instance) *OfficeScored {
	o, ok := ScoreOf(s, office)
	if !ok {
		return nil
	}
	b := &OfficeScored{ScoreRow: f.scoreRow(s, o), Scheme: SchemeOf(f, s.Scheme)}
	for _, g := range ScoreGroups(f, s) {
		if g.Group != o.Office.Group {
			continue
		}
		for _, r := range g.Rows {
			b.Places = append(b.Places, r.Rank)
		}
	}
	byKey := map[string]disclosure.Instance{}
	for _, i := range rows {
		byKey[i.Key()] = i
	}
	for _, r := range SortReceipts(o.Receipts) {
		if stage(r) != losses || r.Kind == assessment.BonusOver {
			continue
		}
		if b.Lost++; len(b.Costly) < costliestRows {
			b.Costly = append(b.Costly, Costly{f.receiptLine(s, r), f.remedy(r, byKey)})
		}
	}
	return b
}

// remedy says what can still be done about a receipt.
func (f Frame) remedy(r assessment.Receipt, rows map[string]disclosure.Instance) []string {
	i, ok := rows[r.Duty+"/"+r.Subject]
	if !ok {
		i = disclosure.Instance{Duty: r.Duty, Subject: r.Subject, Verdict: r.Verdict, Flags: r.Flags}
	}
	words := advice(f, i)
	switch {
	case r.Flags.Has(disclosure.FlagForged):
		words = append(words, f.T("advice.forged"))
	case r.Kind == assessment.Lacking && r.Verdict == disclosure.Late:
		words = append(words, f.T("advice.complete", f.lacking(i.Lacking)))
	}
	if len(words) == 0 {
		words = []string{f.T("advice.none")}
	}
	return words
}
