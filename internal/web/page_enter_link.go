package web

import (
	"net/url"

	"daylight/dashboards"
	"daylight/internal/access"
	"daylight/internal/disclosure"
	"daylight/internal/intake"
)

// enterURL is the address of the form for a kind of fact, "" when there is none
// for the duty or the account may not enter it. The form leads back to where it
// was opened. Rulings have a page of their own.
func (s *Server) enterURL(d *desk, duty, subject, office string, kind disclosure.EventKind, back string) string {
	if !d.acc.Can(access.EnterAll) && !d.acc.Can(access.EnterOwn) {
		return ""
	}
	e := disclosure.Event{Body: d.Body, Duty: duty, Subject: subject, Office: office, Kind: kind}
	if e.Office == "" {
		e.Office = d.acc.Office
	}
	if code, _ := entryRefusal(d.acc, d.frame.Plan, dashboards.Known(d.AsOf), e); code != "" {
		return ""
	}
	if kind == disclosure.Ruled {
		return d.URL("/rulings")
	}
	k, known := kindByKey(intake.KindKey(kind))
	if of, ok := d.frame.Plan.DutyByCode(duty); !known || !ok || !k.offeredTo(d.acc) || !k.fits(of) {
		return ""
	}
	q := url.Values{"duty": {duty}, "back": {back}}
	if subject != "" {
		q.Set("subject", subject)
	}
	if body := d.Asked.frame.Get("body"); body != "" {
		q.Set("body", body)
	}
	return "/enter/" + intake.KindKey(kind) + "?" + q.Encode()
}
