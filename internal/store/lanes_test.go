package store_test

import (
	"reflect"
	"testing"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/testkit"
	"daylight/internal/testkit/nation"
)

// TestBothLanesComeToTheSamePoints scores a small country in two lanes and body by
// body with the full judge alone.
func TestBothLanesComeToTheSamePoints(t *testing.T) {
	n := nation.Nation{Bodies: 12}
	s := openNation(t, n)
	q := assessment.Question{Period: assessment.Period{From: nation.From, To: nation.To}, AsOf: nation.AsOf}
	for name, scheme := range map[string]*assessment.Scheme{"shipped": shippedScheme(t), "harsh": harshScheme(t)} {
		lanes, err := s.ScoreAll(t.Context(), nil, q, scheme)
		if err != nil {
			t.Fatal(err)
		}
		if len(lanes) != n.Bodies {
			t.Fatalf("%d bodies, want %d", len(lanes), n.Bodies)
		}
		for _, i := range []int{0, 5, 11} {
			q.Body = n.Code(i)
			full, err := s.Scores(t.Context(), q, scheme)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(lanes[q.Body], full) {
				t.Errorf("%s under the %s scheme:\nlanes %+v\nfull  %+v", q.Body, name, lanes[q.Body], full)
			}
		}
	}
}

// TestBothLanesAreUsed: a lane that judged nothing would agree as well.
func TestBothLanesAreUsed(t *testing.T) {
	n := nation.Nation{Bodies: 6}
	s := openNation(t, n)
	var codes []string
	for i := range n.Bodies {
		codes = append(codes, n.Code(i))
	}
	q := assessment.Question{Period: assessment.Period{To: disclosure.Forever}, AsOf: nation.AsOf}
	plain, left, err := s.LanesForTest(t.Context(), codes, q, shippedScheme(t))
	if err != nil {
		t.Fatal(err)
	}
	testkit.Tell(t, "lanes: %d instances plain, %d left over", plain, left)
	if left == 0 || left*6 > plain {
		t.Errorf("%d instances plain, %d left over: want most of them plain", plain, left)
	}
}
