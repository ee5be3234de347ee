package assessment

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"daylight/internal/disclosure"
)

// sumsOf adds prices up as a query does: by the flat rows, instance by instance.
func sumsOf(s *Scheme, in Input) []Sum {
	table, instances := s.Bands(), map[string][]disclosure.Instance{}
	for _, i := range counting(in.Instances, in.Period) {
		instances[i.Office] = append(instances[i.Office], i)
	}
	var sums []Sum
	for _, list := range instances {
		sum := Sum{Office: disclosure.Office{Code: list[0].Office, Name: list[0].OfficeName, Group: list[0].Group}, Blocks: make([]BlockSum, len(s.Blocks))}
		for _, i := range list {
			channels, fields := lacking(i)
			facts := in.Duties.of(i)
			loss := table.Loss(i.Verdict, i.Term.Unit, i.Delay, i.Flags, channels, fields, facts.Checked)
			sum.Uncapped += loss.Uncapped
			for _, b := range s.Breaches {
				if i.Flags.Has(b.Flag) && b.Veto != "" && (b.Uncapped || i.Verdict.Judged()) {
					sum.Vetoes = append(sum.Vetoes, b.Veto)
				}
			}
			if !i.Verdict.Judged() {
				continue
			}
			met := 0
			if i.Verdict.Met() {
				met = 1
			}
			sum.Judged, sum.Met = sum.Judged+1, sum.Met+met
			enter := func(at int, p Points) {
				sum.Blocks[at] = BlockSum{sum.Blocks[at].Judged + 1, sum.Blocks[at].Met + met, sum.Blocks[at].Charged + p}
			}
			enter(s.blockFor(facts.Block), loss.Lateness+loss.Breach)
			if facts.Checked {
				enter(s.completeness(), loss.Completeness)
			}
		}
		sums = append(sums, sum)
	}
	return sums
}

func TestSumsSettleToTheSameScoresAsReceipts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, in := anyScheme(t), anyInput(t)
		want := Assess(s, in)
		for n := range want.Offices {
			want.Offices[n].Receipts = nil
		}
		if got := Settle(s, in, sumsOf(s, in)); !reflect.DeepEqual(got, want) {
			t.Fatalf("by sums %+v\nby receipts %+v", got.Offices, want.Offices)
		}
	})
}

func TestReceiptsAreListedBiggestFirst(t *testing.T) {
	var order []Points
	for _, r := range BiggestFirst([]Receipt{{Points: 50}, {Points: -200}, {Points: 4000}, {Points: 0}, {Points: 200}}) {
		order = append(order, r.Points)
	}
	if want := []Points{4000, -200, 200, 50, 0}; !reflect.DeepEqual(order, want) {
		t.Errorf("got %v, want %v", order, want)
	}
}
