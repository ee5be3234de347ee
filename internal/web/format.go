package web

import (
	"fmt"
	"time"

	"daylight/internal/i18n"
	"daylight/internal/workday"
)

func formatDate(lang i18n.Lang, d workday.Date) string {
	switch {
	case d.IsZero():
		return i18n.T(lang, "date.none")
	case lang == i18n.English:
		return d.Start().Format("2 January 2006")
	}
	return fmt.Sprintf("%d年%d月%d日", d.Year(), d.Month(), d.Day())
}

func formatShortDate(lang i18n.Lang, d workday.Date) string {
	switch {
	case d.IsZero():
		return i18n.T(lang, "date.none")
	case lang == i18n.English:
		return d.Start().Format("2 Jan")
	}
	return fmt.Sprintf("%d月%d日", d.Month(), d.Day())
}

func formatTime(t time.Time) string {
	if t.IsZero() {
		return "–"
	}
	return t.In(workday.Beijing).Format("2006-01-02 15:04")
}

// formatAsOf says an exclusive bound in words: midnight belongs to the day
// that it ends, 9月30日24时.
func formatAsOf(lang i18n.Lang, t time.Time) string {
	if t.IsZero() {
		return i18n.T(lang, "date.none")
	}
	d := workday.DateOf(t)
	if t.Equal(d.Start()) {
		return i18n.T(lang, "date.end_of_day", formatDate(lang, d-1))
	}
	return formatDate(lang, d) + " " + t.In(workday.Beijing).Format("15:04")
}

func iso(v any) string {
	switch t := v.(type) {
	case workday.Date:
		return t.String()
	case time.Time:
		if !t.IsZero() {
			return t.In(workday.Beijing).Format(time.RFC3339)
		}
	}
	return ""
}
