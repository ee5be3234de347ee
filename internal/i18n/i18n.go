// Package i18n holds the words people read, zh-CN first and English complete.
// Each room keeps its own catalogue file pair catalog/ROOM.zh-CN.json and
// catalog/ROOM.en.json: flat objects from dotted key to text. Texts take
// arguments in the manner of fmt: "%d 项", or "%[2]s … %[1]s" to reorder.
package i18n

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"strings"

	"daylight/internal/disclosure"
)

// Lang is a language of the screens.
type Lang string

const (
	Chinese Lang = "zh-CN"
	English Lang = "en"
)

// Langs lists the languages, the default first.
var Langs = []Lang{Chinese, English}

//go:embed catalog/*.json
var files embed.FS

var catalogue = mustLoad()

// T returns the words of key in lang with args filled in. A key that is
// missing comes back as ⟦key⟧, which no test of the pages lets pass.
func T(lang Lang, key string, args ...any) string {
	text, ok := catalogue[lang][key]
	if !ok {
		return "⟦" + key + "⟧"
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// Has reports whether key has words in lang.
func Has(lang Lang, key string) bool {
	_, ok := catalogue[lang][key]
	return ok
}

// ErrorText returns what a person should read of err: the catalogue's words
// for a disclosure.Error, its plain text for anything else.
func ErrorText(lang Lang, err error) string {
	var e *disclosure.Error
	if errors.As(err, &e) && Has(lang, e.Code) {
		return T(lang, e.Code, e.Args...)
	}
	return err.Error()
}

// Pick chooses the language for an Accept-Language header or a locale such as
// "zh_CN.UTF-8" or "en_US"; without a hint it is Chinese.
func Pick(hint string) Lang {
	hint = strings.ToLower(hint)
	zh, en := strings.Index(hint, "zh"), strings.Index(hint, "en")
	if en >= 0 && (zh < 0 || en < zh) {
		return English
	}
	return Chinese
}

func mustLoad() map[Lang]map[string]string {
	all := map[Lang]map[string]string{}
	entries, err := files.ReadDir("catalog")
	if err != nil {
		panic(err)
	}
	for _, e := range entries {
		name := strings.TrimSuffix(e.Name(), ".json")
		_, lang, ok := strings.Cut(name, ".")
		if !ok {
			panic("i18n: catalogue file without language: " + e.Name())
		}
		data, err := files.ReadFile(path.Join("catalog", e.Name()))
		if err != nil {
			panic(err)
		}
		var words map[string]string
		if err := json.Unmarshal(data, &words); err != nil {
			panic(fmt.Sprintf("i18n: %s: %v", e.Name(), err))
		}
		if all[Lang(lang)] == nil {
			all[Lang(lang)] = map[string]string{}
		}
		for k, v := range words {
			if _, twice := all[Lang(lang)][k]; twice {
				panic(fmt.Sprintf("i18n: key %q stands twice", k))
			}
			all[Lang(lang)][k] = v
		}
	}
	return all
}
