package assessment

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"daylight/internal/disclosure"
)

func TestScoreIsTheSumOfItsReceiptsAndCapsHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anyScheme(t)
		for _, o := range Assess(s, anyInput(t)).Offices {
			var sum, blocks, base Points
			lines := map[string]Points{}
			for _, r := range o.Receipts {
				sum += r.Points
				lines[r.Block] += r.Points
				if r.Office != o.Office.Code || r.Scheme != "test@1" {
					t.Fatalf("receipt of %s under %s stands with %s", r.Office, r.Scheme, o.Office.Code)
				}
			}
			if sum != o.Total || sum < 0 || sum > Full+s.Bonuses.Most {
				t.Fatalf("%s: receipts sum to %s, total %s", o.Office.Code, sum, o.Total)
			}
			for _, b := range o.Blocks {
				blocks, base = blocks+b.Score, base+b.Base
				if b.Score < 0 || b.Score > b.Base || o.Scored && lines[b.Code] != b.Score {
					t.Fatalf("%s/%s: score %s of %s, lines %s", o.Office.Code, b.Code, b.Score, b.Base, lines[b.Code])
				}
				if !b.Applies && (b.Base != 0 || b.Charged != 0) {
					t.Fatalf("%s/%s does not apply, yet has %s and lost %s", o.Office.Code, b.Code, b.Base, b.Charged)
				}
			}
			if o.Scored && base != Full || !o.Scored && base != 0 {
				t.Fatalf("%s: blocks sum to %s", o.Office.Code, base)
			}
			if want := max(0, blocks+o.Bonus+o.Faults); want != o.Total {
				t.Fatalf("%s: parts make %s, total %s", o.Office.Code, want, o.Total)
			}
			if o.Bonus > s.Bonuses.Most || o.Annual > s.Annual.Points {
				t.Fatalf("%s: bonus %s, annual %s", o.Office.Code, o.Bonus, o.Annual)
			}
		}
	})
}

func TestPublishingLaterNeverRaisesAScore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, in := anyScheme(t), anyInput(t)
		at := rapid.IntRange(0, 8).Draw(t, "which")
		if at >= len(in.Instances) {
			t.Skip("no such instance")
		}
		i := in.Instances[at]
		before := Assess(s, in)
		later := i
		switch i.Verdict {
		case disclosure.OnTime:
			later.Verdict = rapid.SampledFrom([]disclosure.Verdict{disclosure.Late, disclosure.Missing}).Draw(t, "then")
		case disclosure.Late:
			later.Delay += rapid.IntRange(0, 100).Draw(t, "longer")
			later.Verdict = rapid.SampledFrom([]disclosure.Verdict{disclosure.Late, disclosure.Missing}).Draw(t, "then")
		default:
			t.Skip("not published")
		}
		in.Instances[at] = later
		if a, b := scoreOf(Assess(s, in), i.Office).Total, scoreOf(before, i.Office).Total; a > b {
			t.Fatalf("from %s to %s by publishing later", b, a)
		}
	})
}

func TestOneMoreOnTimeNeverLowersAScore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, in := anyScheme(t), anyInput(t)
		before := Assess(s, in)
		duty := rapid.SampledFrom([]string{"2b", "6a", "9", "8a", "10a"}).Draw(t, "duty")
		in.Instances = append(in.Instances, instance("general", duty, "more", disclosure.OnTime, 0))
		if a, b := scoreOf(Assess(s, in), "general").Total, scoreOf(before, "general").Total; a < b {
			t.Fatalf("from %s to %s by one more in time", b, a)
		}
	})
}

func TestOrderOfInputDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, in := anyScheme(t), anyInput(t)
		before := Assess(s, in)
		in.Instances = rapid.Permutation(in.Instances).Draw(t, "instances")
		in.Extras = rapid.Permutation(in.Extras).Draw(t, "extras")
		after := Assess(s, in)
		if !reflect.DeepEqual(before, after) {
			t.Fatal("another order, another result")
		}
		for _, c := range Compare(before, after) {
			if len(c.Receipts) > 0 {
				t.Fatalf("%s: a result differs from itself: %v", c.Before.Office.Code, c.Receipts)
			}
		}
	})
}

func TestChangedReceiptsExplainTheWholeDifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := anyInput(t)
		for _, c := range Compare(Assess(anyScheme(t), in), Assess(anyScheme(t), in)) {
			var sum Points
			for _, r := range c.Receipts {
				sum += r.Points()
			}
			if want := c.After.Total - c.Before.Total; sum != want {
				t.Fatalf("%s: receipts explain %s of %s", c.Before.Office.Code, sum, want)
			}
		}
	})
}

func TestFlatRowsPriceAsTheSchemeDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anyScheme(t)
		rows := s.Bands()
		i := instance("general", "2b", "x", rapid.SampledFrom(disclosure.Verdicts).Draw(t, "verdict"), rapid.IntRange(1, 200).Draw(t, "delay"))
		i.Term.Unit = rapid.SampledFrom(units).Draw(t, "unit")
		found := 0
		var want Points
		for _, b := range rows.Bands { // a join on verdict, unit and delay
			if b.Verdict == i.Verdict && b.Unit == i.Term.Unit && i.Delay > b.Over && i.Delay <= b.UpTo {
				found, want = found+1, b.Points
			}
		}
		if got := rows.Loss(i.Verdict, i.Term.Unit, i.Delay, 0, 0, 0, false).Lateness; got != want || found > 1 {
			t.Fatalf("%v: %s, by rows %s (%d rows)", i.Verdict, got, want, found)
		}
	})
}
