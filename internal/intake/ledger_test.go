package intake

import (
	"slices"
	"testing"
)

func TestAPointWhoseNameHoldsTheSeparatorIsFound(t *testing.T) {
	byName := map[string]string{}
	for _, name := range []string{"总体情况", "行政复议、行政诉讼情况", "行政复议"} {
		byName[fold(name)] = name
	}
	var got []string
	for rest := splitItems("行政复议、行政诉讼情况、总体情况、行政复议"); len(rest) > 0; {
		name, n := longestItem(byName, rest)
		if n == 0 {
			t.Fatalf("没有找到 %v", rest)
		}
		got, rest = append(got, name), rest[n:]
	}
	if want := []string{"行政复议、行政诉讼情况", "总体情况", "行政复议"}; !slices.Equal(got, want) {
		t.Errorf("%v，应为 %v", got, want)
	}
}
