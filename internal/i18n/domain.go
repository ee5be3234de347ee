package i18n

import "daylight/internal/disclosure"

var verdictKeys = map[disclosure.Verdict]string{
	disclosure.Pending: "pending", disclosure.OnTime: "on_time", disclosure.Late: "late",
	disclosure.Missing: "missing", disclosure.Partial: "partial", disclosure.NilReturned: "nil_return",
	disclosure.Unverified: "unverified", disclosure.Inapplicable: "not_applicable",
	disclosure.WithheldLawfully: "withheld",
}

var flagKeys = map[disclosure.Flag]string{
	disclosure.FlagUnreviewed: "unreviewed", disclosure.FlagSuspectDate: "suspect_date",
	disclosure.FlagPremature: "premature", disclosure.FlagProvisional: "provisional",
	disclosure.FlagRepublished: "republished", disclosure.FlagWithdrawn: "withdrawn",
	disclosure.FlagLateNotice: "late_notice", disclosure.FlagForged: "forged",
}

// VerdictKey returns the stable name of a verdict used in addresses, files and
// style sheets: "on_time". It is "" for no verdict.
func VerdictKey(v disclosure.Verdict) string { return verdictKeys[v] }

// ParseVerdict is the inverse of VerdictKey.
func ParseVerdict(key string) (disclosure.Verdict, bool) {
	for v, k := range verdictKeys {
		if k == key {
			return v, true
		}
	}
	return 0, false
}

// Verdict returns the word for a verdict: 按时公开.
func Verdict(lang Lang, v disclosure.Verdict) string { return T(lang, "verdict."+verdictKeys[v]) }

// FlagKey returns the stable name of one flag.
func FlagKey(f disclosure.Flag) string { return flagKeys[f] }

// Flags returns the words of every flag in the set, in screen order.
func Flags(lang Lang, set disclosure.Flag) []string {
	var words []string
	for _, f := range disclosure.Flags {
		if set.Has(f) {
			words = append(words, T(lang, "flag."+flagKeys[f]))
		}
	}
	return words
}

// Delay returns a delay with its unit: 3 个工作日.
func Delay(lang Lang, n int, unit disclosure.TermUnit) string {
	switch unit {
	case disclosure.CalendarDays:
		return T(lang, "delay.days", n)
	case disclosure.Hours:
		return T(lang, "delay.hours", n)
	default:
		return T(lang, "delay.workdays", n)
	}
}
