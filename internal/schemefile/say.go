package schemefile

import (
	"strings"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
)

// ReasonText says why a receipt is what it is.
func ReasonText(lang i18n.Lang, r assessment.Reason) string {
	args := make([]any, len(r.Args))
	for n, a := range r.Args {
		switch v := a.(type) {
		case assessment.Name:
			a = NameText(lang, v)
		case disclosure.Flag:
			a = strings.Join(i18n.Flags(lang, v), "、")
		case assessment.Points:
			a = v.String()
		}
		args[n] = a
	}
	return i18n.T(lang, r.Code, args...)
}

// NameText picks the English name where there is one and it is wanted.
func NameText(lang i18n.Lang, n assessment.Name) string {
	if lang == i18n.English && n.English != "" {
		return n.English
	}
	return n.Chinese
}
