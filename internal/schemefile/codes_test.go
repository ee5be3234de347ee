package schemefile

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"daylight/internal/i18n"
)

var (
	said   = regexp.MustCompile(`"((?:scheme|plan)\.[a-z_]+)"`)
	flawed = regexp.MustCompile(`add\("[a-z]+", [^"]*"([a-z_]+)"[,)]`)
)

func TestEveryProblemHasWords(t *testing.T) {
	found := 0
	for pattern, of := range map[string]struct {
		codes  *regexp.Regexp
		prefix string
	}{"*.go": {said, ""}, "../assessment/check.go": {flawed, "scheme."}} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range of.codes.FindAllStringSubmatch(string(text), -1) {
				found++
				for _, lang := range i18n.Langs {
					if code := of.prefix + m[1]; !i18n.Has(lang, code) {
						t.Errorf("%s: %s has no words in %s", name, code, lang)
					}
				}
			}
		}
	}
	if found < 40 {
		t.Errorf("only %d codes found", found)
	}
}
