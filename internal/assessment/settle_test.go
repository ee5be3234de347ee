package assessment

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"daylight/internal/disclosure"
)

// sumsOf adds prices up as a query does: by office, instance by instance.
func sumsOf(s *Scheme, in Input) []Sum {
	table, instances := s.Bands(), map[string][]disclosure.Instance{}
	for _, i := range counting(in.Instances, in.Period) {
		instances[i.Office] = append(instances[i.Office], i)
	}
	var sums []Sum
	for _, list := range instances {
		sum := Sum{Office: disclosure.Office{Code: list[0].Office, Name: list[0].OfficeName, Group: list[0].Group}, Blocks: make([]BlockSum, len(s.Blocks))}
		for n := range list {
			sum.Add(s, table, in.Duties, &list[n])
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
