package dashboards

import "fmt"

// Rate is a share of instances met (按时率), kept as its two counts so that it
// never stands without them. Everything is integer arithmetic.
type Rate struct{ Met, Judged int }

// Empty reports whether nothing was judged. An empty rate is neither 0 % nor
// 100 %: it is shown as “—” with words.
func (r Rate) Empty() bool { return r.Judged <= 0 }

// Hundredths returns the rate in hundredths of a percent, rounded half up:
// 197 of 214 is 9206. It is 0 for an empty rate and never above 10000.
func (r Rate) Hundredths() int {
	if r.Empty() {
		return 0
	}
	met := int64(min(max(r.Met, 0), r.Judged))
	return int((met*20000 + int64(r.Judged)) / (2 * int64(r.Judged)))
}

// Tenths returns the rate in tenths of a percent for the eye: 9206 hundredths
// read 921. A rate short of full never reads 100.0 % and one above nothing
// never reads 0.0 %.
func (r Rate) Tenths() int {
	n := (r.Hundredths() + 5) / 10
	switch {
	case n >= 1000 && r.Met < r.Judged:
		return 999
	case n == 0 && r.Met > 0:
		return 1
	}
	return n
}

// Percent writes the rate with one decimal: 92.1%, and — when it is empty.
func (r Rate) Percent() string {
	if r.Empty() {
		return "—"
	}
	return fmt.Sprintf("%d.%d%%", r.Tenths()/10, r.Tenths()%10)
}

// Count writes the two counts: 197/214.
func (r Rate) Count() string { return fmt.Sprintf("%d/%d", r.Met, r.Judged) }

// Compare orders rates by their exact value: -1 when r is the lower one. Empty
// rates compare below all others and equal to each other.
func (r Rate) Compare(other Rate) int {
	if r.Empty() || other.Empty() {
		return boolInt(other.Empty()) - boolInt(r.Empty())
	}
	a, b := int64(r.Met)*int64(other.Judged), int64(other.Met)*int64(r.Judged)
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// PointsFrom returns how many tenths of a percentage point (百分点) r lies above
// an earlier rate, as a reader would subtract the two printed figures. ok is
// false when either is empty.
func (r Rate) PointsFrom(earlier Rate) (tenths int, ok bool) {
	if r.Empty() || earlier.Empty() {
		return 0, false
	}
	return r.Tenths() - earlier.Tenths(), true
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
