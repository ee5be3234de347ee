package intake

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"daylight/internal/workday"
)

// checkURL reports by code what is wrong with the address of a publication.
func checkURL(s string) string {
	if strings.ContainsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }) {
		return "intake.bad_url"
	}
	scheme, rest, found := strings.Cut(s, ":")
	switch strings.ToLower(scheme) {
	case "http", "https":
		if !found || !strings.HasPrefix(rest, "//") {
			return "intake.bad_url"
		}
	default:
		if found && !strings.Contains(scheme, ".") {
			return "intake.url_scheme"
		}
		return "intake.url_no_scheme"
	}
	u, err := url.Parse(s)
	if err != nil || u.Hostname() == "" || u.User != nil {
		return "intake.bad_url"
	}
	return ""
}

// The ways publishing systems write the day of a page into its address. The
// name of an attachment is left out: it carries the day of the last upload,
// which moving a site renews.
var urlDays = []*regexp.Regexp{
	regexp.MustCompile(`/t(\d{4})(\d{2})(\d{2})_`),
	regexp.MustCompile(`/(\d{4})-(\d{2})/(\d{2})/`),
	regexp.MustCompile(`/(\d{4})/(\d{2})/(\d{2})/`),
	regexp.MustCompile(`/(\d{4})-(\d{2})-(\d{2})/`),
	regexp.MustCompile(`/(\d{4})(\d{2})(\d{2})/`),
}

// URLDate returns the day that the address of a page names, and no date when
// it names none. It is evidence beside the day that was claimed.
func URLDate(address string) workday.Date {
	for _, shape := range urlDays {
		m := shape.FindStringSubmatch(address)
		if m == nil {
			continue
		}
		d, err := workday.ParseDate(m[1] + "-" + m[2] + "-" + m[3])
		if err == nil && d >= earliest {
			return d
		}
	}
	return 0
}
