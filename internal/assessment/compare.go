package assessment

import "reflect"

// Change is what another scheme, plan or ledger does to an office.
type Change struct {
	Before, After OfficeScore // zero when the office is not there
	Receipts      []ReceiptChange
}

// ReceiptChange is a line of points that is not what it was; Before or After is
// nil when it came or went.
type ReceiptChange struct{ Before, After *Receipt }

// Points is how much the change is worth.
func (c ReceiptChange) Points() (p Points) {
	if c.After != nil {
		p += c.After.Points
	}
	if c.Before != nil {
		p -= c.Before.Points
	}
	return p
}

// Compare returns every office's score before and after, changed or not, in the
// order of before and then those that came. The names of versions alone change
// no receipt.
func Compare(before, after Result) []Change {
	changes := []Change{}
	at := map[string]int{}
	for _, o := range before.Offices {
		at[o.Office.Code] = len(changes)
		changes = append(changes, Change{Before: o})
	}
	for _, o := range after.Offices {
		n, there := at[o.Office.Code]
		if !there {
			n = len(changes)
			changes = append(changes, Change{})
		}
		changes[n].After = o
	}
	for n := range changes {
		changes[n].Receipts = changed(changes[n].Before.Receipts, changes[n].After.Receipts)
	}
	return changes
}

type receiptKey struct {
	kind                 Kind
	block, duty, subject string
	rule                 string
}

// key names the line whatever its price: bands of one verdict are one line.
func (r *Receipt) key() receiptKey {
	k := receiptKey{kind: r.Kind, duty: r.Duty, subject: r.Subject, rule: r.Rule}
	switch r.Kind {
	case LateOrNever, Lacking:
		k.rule = ""
	case Award, Redistribute, CapRestored:
		k.block = r.Block
	}
	return k
}

func changed(before, after []Receipt) []ReceiptChange {
	later := map[receiptKey]*Receipt{}
	for n := range after {
		later[after[n].key()] = &after[n]
	}
	var out []ReceiptChange
	for n := range before {
		b := &before[n]
		a := later[b.key()]
		delete(later, b.key())
		if a == nil || !a.same(b) {
			out = append(out, ReceiptChange{b, a})
		}
	}
	for n := range after {
		if a := &after[n]; later[a.key()] == a {
			out = append(out, ReceiptChange{nil, a})
		}
	}
	return out
}

// same compares two receipts but for the versions they name.
func (r Receipt) same(other *Receipt) bool {
	o := *other
	r.Scheme, r.Calendar, r.PlanVersion = o.Scheme, o.Calendar, o.PlanVersion
	return reflect.DeepEqual(r, o)
}
