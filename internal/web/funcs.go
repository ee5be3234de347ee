package web

import (
	"fmt"
	"html/template"
	"strings"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/workday"
)

// funcs are the functions of the views, bound to one language.
//
//	T KEY ARGS…    words of the catalogue
//	date D         2026年9月30日          shortdate D  9月30日
//	day T          2026-09-30            datetime T   2026-09-30 15:04
//	asof T         2026年9月30日24时      iso V        for datetime="…"
//	verdict V      按时公开               vkey V       on_time
//	mark V         ●                     group G      机关科室
//	flags F        list of words         fkeys F      list of stable names
//	bodyname B     安顺市民政局
//	asset NAME     address of a static file, with its content hash
//	list V …       a list                dict K V …   a map, for {{template}}
//	join LIST SEP
func funcs(lang i18n.Lang, asset func(string) string) template.FuncMap {
	return template.FuncMap{
		"T":         func(key string, args ...any) string { return i18n.T(lang, key, args...) },
		"date":      func(d workday.Date) string { return formatDate(lang, d) },
		"shortdate": func(d workday.Date) string { return formatShortDate(lang, d) },
		"day":       func(t time.Time) string { return workday.DateOf(t).String() },
		"datetime":  formatTime,
		"asof":      func(t time.Time) string { return formatAsOf(lang, t) },
		"iso":       iso,
		"verdict":   func(v disclosure.Verdict) string { return i18n.Verdict(lang, v) },
		"vkey":      i18n.VerdictKey,
		"mark":      func(v disclosure.Verdict) string { return marks[v] },
		"group":     func(g disclosure.OfficeGroup) string { return i18n.T(lang, "group."+groupKeys[g]) },
		"flags":     func(f disclosure.Flag) []string { return i18n.Flags(lang, f) },
		"fkeys":     flagKeys,
		"bodyname":  func(b disclosure.Body) string { return pickName(lang, b.Name, b.NameEN) },
		"asset":     asset,
		"list":      func(v ...any) []any { return v },
		"dict":      dict,
		"join":      strings.Join,
	}
}

// marks tell verdicts apart by shape, so that colour is never alone.
var marks = map[disclosure.Verdict]string{
	disclosure.OnTime: "●", disclosure.Late: "▲", disclosure.Missing: "■", disclosure.Partial: "◐",
	disclosure.Pending: "○", disclosure.Unverified: "？", disclosure.NilReturned: "–",
	disclosure.Inapplicable: "·", disclosure.WithheldLawfully: "◇",
}

var groupKeys = map[disclosure.OfficeGroup]string{
	disclosure.GroupBureau: "bureau", disclosure.GroupAffiliate: "affiliate", disclosure.GroupExternal: "external",
}

func flagKeys(set disclosure.Flag) []string {
	var keys []string
	for _, f := range disclosure.Flags {
		if set.Has(f) {
			keys = append(keys, i18n.FlagKey(f))
		}
	}
	return keys
}

func pickName(lang i18n.Lang, zh, en string) string {
	if lang == i18n.English && en != "" {
		return en
	}
	return zh
}

func dict(pairs ...any) (map[string]any, error) {
	m := make(map[string]any, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		m[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	if len(m)*2 != len(pairs) {
		return nil, fmt.Errorf("dict: %d values make no pairs", len(pairs))
	}
	return m, nil
}
