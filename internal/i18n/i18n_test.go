package i18n

import (
	"fmt"
	"regexp"
	"slices"
	"testing"
)

var verb = regexp.MustCompile(`%(\[(\d+)\])?[-+#.0-9]*[a-zA-Z%]`)

func TestEveryKeyHasWordsInEveryLanguage(t *testing.T) {
	for _, lang := range Langs {
		for key, text := range catalogue[Chinese] {
			other, ok := catalogue[lang][key]
			if !ok {
				t.Errorf("%s: key %q has no words", lang, key)
				continue
			}
			if a, b := arguments(text), arguments(other); !slices.Equal(a, b) {
				t.Errorf("%s: key %q takes arguments %v, in Chinese %v", lang, key, b, a)
			}
		}
		for key := range catalogue[lang] {
			if _, ok := catalogue[Chinese][key]; !ok {
				t.Errorf("%s: key %q has no Chinese words", lang, key)
			}
		}
	}
}

// arguments lists which arguments a text uses, so that translations can
// reorder but not lose one.
func arguments(text string) []string {
	var used []string
	n := 0
	for _, m := range verb.FindAllStringSubmatch(text, -1) {
		if m[0] == "%%" {
			continue
		}
		n++
		if m[2] != "" {
			used = append(used, m[2])
		} else {
			used = append(used, fmt.Sprint(n))
		}
	}
	slices.Sort(used)
	return slices.Compact(used)
}

func TestPickFollowsTheFirstLanguageNamed(t *testing.T) {
	for hint, want := range map[string]Lang{
		"": Chinese, "zh-CN,en;q=0.8": Chinese, "en-US,zh;q=0.5": English, "en_GB.UTF-8": English, "C.UTF-8": Chinese, "fr": Chinese,
	} {
		if got := Pick(hint); got != want {
			t.Errorf("Pick(%q) = %s, want %s", hint, got, want)
		}
	}
}
