package disclosure

import (
	"reflect"
	"slices"
	"testing"
)

func TestComparingPlansTellsWhatAnOfficeMustDoOtherwise(t *testing.T) {
	a := &Plan{Offices: []Office{{Code: "o1", Name: "办公室"}, {Code: "o2", Name: "养老科"}},
		Duties: []Duty{{Code: "1", Name: "机构", Lead: "o1"}, {Code: "2", Name: "低保", Lead: "o2", Term: Term{N: 10, Unit: Workdays}}, {Code: "3", Name: "旧"}}}
	b := &Plan{Offices: []Office{{Code: "o3", Name: "儿童科"}, {Code: "o1", Name: "办公室", ValidTo: date("2026-10-01"), Successor: "o3"}},
		Duties: []Duty{{Code: "4", Name: "新"}, {Code: "2", Name: "低保对象", Lead: "o1", Term: Term{N: 7, Unit: Workdays}}, {Code: "1", Name: "机构", Lead: "o1", CoOffices: []string{}}}}
	c := ComparePlans(a, b)
	if len(c.Added) != 1 || c.Added[0].Code != "4" || len(c.Retired) != 1 || c.Retired[0].Code != "3" {
		t.Errorf("新增 %+v，取消 %+v", c.Added, c.Retired)
	}
	if len(c.Changed) != 1 || c.Changed[0].After.Code != "2" || !slices.Equal(c.Changed[0].Aspects, []Aspect{AspectName, AspectLead, AspectTerm}) {
		t.Errorf("变更 %+v", c.Changed)
	}
	if len(c.OfficesAdded) != 1 || c.OfficesAdded[0].Code != "o3" || len(c.OfficesGone) != 1 || c.OfficesGone[0].Code != "o2" ||
		len(c.OfficesChange) != 1 || !slices.Equal(c.OfficesChange[0].Aspects, []Aspect{AspectLasting}) {
		t.Errorf("科室 %+v", c)
	}
	if !ComparePlans(a, a).Nothing() || c.Nothing() {
		t.Error("同一方案与自己不同，或不同的方案相同")
	}
}

// A field that comparing forgets would let a plan change unseen.
func TestComparingForgetsNoFieldOfADuty(t *testing.T) {
	leftOut := map[string]bool{"Code": true, "Order": true, "DisplayOrder": true}
	check := func(zero any, compare func(v any) []Aspect) {
		typ := reflect.TypeOf(zero)
		for i := range typ.NumField() {
			f := typ.Field(i)
			v := reflect.New(typ).Elem()
			if leftOut[f.Name] {
				continue
			}
			fill(v.Field(i))
			if aspects := compare(v.Interface()); len(aspects) == 0 {
				t.Errorf("%s.%s 的变化看不出来", typ.Name(), f.Name)
			}
		}
	}
	check(Duty{}, func(v any) []Aspect { return differing(dutyAspects(Duty{}), dutyAspects(v.(Duty))) })
	check(Office{}, func(v any) []Aspect { return differing(officeAspects(Office{}), officeAspects(v.(Office))) })
	check(Term{}, func(v any) []Aspect {
		return differing(dutyAspects(Duty{}), dutyAspects(Duty{Term: v.(Term)}))
	})
}

// fill gives a field something to say.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString("x")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.ValueOf(2026), reflect.ValueOf(date("2026-03-31")))
	case reflect.Struct:
		fill(v.Field(0))
	default:
		v.SetInt(3)
	}
}
