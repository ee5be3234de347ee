package evidence

import (
	"path"
	"strings"
	"unicode"
)

const longestName = 80

// CleanName returns the name under which an attachment is kept: without
// folders, signs that systems refuse, and anything invisible, and ending as its
// type does.
func CleanName(name, Type string) string {
	name = plain(name)
	ending := map[string]string{JPEG: ".jpg", PNG: ".png", PDF: ".pdf"}[Type]
	if had := strings.ToLower(path.Ext(name)); had == ending || had == ".jpeg" && Type == JPEG {
		name = name[:len(name)-len(had)]
	}
	if name = strings.Trim(name, ". "); name == "" || name == "_" {
		name = "附件"
	}
	return name + ending
}

// plain leaves of a name what may stand in records and messages.
func plain(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
			return -1
		case strings.ContainsRune(`<>:"/\|?*%`, r):
			return '_'
		}
		return r
	}, strings.ToValidUTF8(name, "_"))
	if runes := []rune(name); len(runes) > longestName {
		ending := []rune(path.Ext(name))
		if len(ending) > 5 {
			ending = nil
		}
		name = string(runes[:longestName-len(ending)]) + string(ending)
	}
	return name
}
