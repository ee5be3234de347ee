package intake

import (
	"fmt"
	"strings"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
)

// saying is an argument of a message that has words of its own in each language.
type saying interface{ in(lang i18n.Lang) string }

// fieldWords names a field or attribute.
type fieldWords string

func (f fieldWords) in(lang i18n.Lang) string { return FieldName(lang, string(f)) }

// kindWord names a kind of event.
type kindWord disclosure.EventKind

func (k kindWord) in(lang i18n.Lang) string { return KindName(lang, disclosure.EventKind(k)) }

// kindList names several kinds.
type kindList []disclosure.EventKind

func (l kindList) in(lang i18n.Lang) string {
	var names []string
	for _, k := range l {
		names = append(names, KindName(lang, k))
	}
	return strings.Join(names, i18n.T(lang, "intake.list_separator"))
}

// choicesOf lists the words of an attribute.
type choicesOf string

func (c choicesOf) in(lang i18n.Lang) string {
	return strings.Join(attrByKey[string(c)].choiceWords(lang), i18n.T(lang, "intake.list_separator"))
}

// classList lists the classes of a duty.
type classList []disclosure.Class

func (l classList) in(lang i18n.Lang) string {
	var names []string
	for _, c := range l {
		names = append(names, inLang(lang, c.Name, c.NameEN, c.Code))
	}
	return strings.Join(names, i18n.T(lang, "intake.list_separator"))
}

// dutyList names duties by code and name, a few of them.
type dutyList []*disclosure.Duty

func (l dutyList) in(lang i18n.Lang) string {
	const most = 5
	var names []string
	for _, d := range l[:min(len(l), most)] {
		names = append(names, fmt.Sprintf("%s %s", d.Code, inLang(lang, d.Name, d.NameEN, d.Name)))
	}
	if len(l) > most {
		names = append(names, "…")
	}
	return strings.Join(names, i18n.T(lang, "intake.list_separator"))
}

func inLang(lang i18n.Lang, zh, en, other string) string {
	name := zh
	if lang == i18n.English {
		name = en
	}
	if name == "" {
		return other
	}
	return name
}

// KindName returns the word for a kind of event: 公开, published.
func KindName(lang i18n.Lang, kind disclosure.EventKind) string {
	for _, k := range kinds {
		if k.kind != kind {
			continue
		}
		if lang == i18n.Chinese {
			return k.words[0]
		}
		return strings.ReplaceAll(k.key, "_", " ")
	}
	return ""
}
