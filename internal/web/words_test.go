package web

import (
	"strings"
	"testing"

	"daylight/internal/access"
	"daylight/internal/i18n"
)

func TestEveryRightHasWords(t *testing.T) {
	for _, role := range access.Roles {
		for _, right := range role.Permissions() {
			for _, lang := range i18n.Langs {
				if words := i18n.T(lang, "permission."+string(right)); strings.Contains(words, "⟦") || strings.Contains(words, "permission.") {
					t.Errorf("%s in %s: %s", right, lang, words)
				}
			}
		}
	}
}
