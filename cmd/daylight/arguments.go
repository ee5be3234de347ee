package main

import (
	"cmp"
	"net/url"
	"os"
	"strings"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
)

// languageOf finds the language of words about arguments that could not be read.
func languageOf(args []string) i18n.Lang {
	lang := ""
	for i, arg := range args {
		if arg == "--lang" && i+1 < len(args) {
			lang = args[i+1]
		}
		if value, ok := strings.CutPrefix(arg, "--lang="); ok {
			lang = value
		}
	}
	return i18n.Pick(cmp.Or(lang, os.Getenv("DAYLIGHT_LANG"), os.Getenv("LC_ALL"), os.Getenv("LANG")))
}

// checkStoreURL refuses an address that names no server.
func checkStoreURL(address string) error {
	if address == "" {
		return nil
	}
	if u, err := url.Parse(address); err != nil || u.Host == "" {
		return &disclosure.Error{Kind: disclosure.Invalid, Code: "cli.store_address", Args: []any{shownURL(address)}}
	}
	return nil
}

// shownURL leaves out the password.
func shownURL(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		_, after, _ := strings.Cut(address, "@")
		return after
	}
	return u.Redacted()
}
