package store_test

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/schemefile"
	"daylight/internal/workday"
)

func TestSchemesAreAdoptedInVersionsAndNeverLookBack(t *testing.T) {
	s := openStore(t)
	body := "b"
	p := clockPlan()
	if _, err := s.AdoptScheme(t.Context(), body, shippedScheme(t), "x", "test"); !errors.Is(err, disclosure.ErrNotFound) {
		t.Errorf("没有方案的机关：%v", err)
	}
	if _, err := s.LoadPlan(t.Context(), p, "test"); err != nil {
		t.Fatal(err)
	}
	before, err := s.Moment(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	in := func(day string, asOf time.Time) string {
		t.Helper()
		got, err := s.SchemeInForce(t.Context(), body, workday.MustDate(day), asOf)
		if err != nil {
			t.Fatal(err)
		}
		if got.Proposed() != (got.Version == 0) {
			t.Errorf("%s: proposed %v", got.Ref(), got.Proposed())
		}
		return got.Ref()
	}
	if got := in("2026-09-30", before); got != "default@0" {
		t.Errorf("没有采用办法时：%s", got)
	}
	first, second := shippedScheme(t), shippedScheme(t)
	first.Code, first.EffectiveFrom = "own", workday.MustDate("2026-01-01")
	second.Code, second.EffectiveFrom = "own", workday.MustDate("2026-07-01")
	second.Lateness.Bands[0].Points = 75
	for n, c := range []struct {
		text string
		want bool
	}{{"甲", true}, {"甲", false}, {"乙", true}} {
		scheme := first
		if c.text == "乙" {
			scheme = second
		}
		adopted, err := s.AdoptScheme(t.Context(), body, scheme, c.text, "secretary")
		if err != nil || adopted != c.want {
			t.Errorf("第 %d 次：%v %v", n+1, adopted, err)
		}
	}
	now := workday.MustDate("2149-01-01").Start()
	for _, c := range []struct {
		name, day string
		asOf      time.Time
		want      string
	}{
		{"办法施行之前", "2025-12-31", now, "default@0"},
		{"第一版施行期间", "2026-06-30", now, "own@1"},
		{"第二版施行当日", "2026-07-01", now, "own@2"},
		{"采用之前问，仍如当时", "2026-09-30", before, "default@0"},
	} {
		if got := in(c.day, c.asOf); got != c.want {
			t.Errorf("%s：%s，应为 %s", c.name, got, c.want)
		}
	}
	versions, err := s.SchemeVersions(t.Context(), body, now)
	if err != nil || len(versions) != 2 {
		t.Fatalf("%d versions, %v", len(versions), err)
	}
	if v := versions[1]; !reflect.DeepEqual(v.Scheme, second) || v.Text != "乙" || v.Actor != "secretary" || v.SHA256 == versions[0].SHA256 {
		t.Errorf("read back %+v, wrote %+v", v.Scheme, second)
	}
	if rules := schemefile.Diff("zh-CN", versions[0].Scheme, versions[1].Scheme); len(rules) != 2 { // 施行日期、一档
		t.Errorf("两版相差 %+v", rules)
	}
	broken := shippedScheme(t)
	broken.Blocks[0].Weight++
	var refused *disclosure.Error
	if _, err := s.AdoptScheme(t.Context(), body, broken, "丙", "test"); !errors.As(err, &refused) || refused.Kind != disclosure.Invalid {
		t.Errorf("权重不足一百的办法：%v", err)
	}
	if other, err := s.SchemeVersions(t.Context(), "other", now); err != nil || len(other) != 0 {
		t.Errorf("别的机关：%v %v", other, err)
	}
}
