package store

import (
	"strings"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

var beijing = workday.Beijing

const insertEvents = `INSERT INTO event (body, duty, subject, id, kind, office, channel, occurred_at, precision,
	recorded_at, formed_on, url_date, first_seen, title, doc_number, url, ref, fields, note, attrs, actor, source,
	origin, history, digest)`

func eventRow(e disclosure.Event, digest uint64, moment time.Time) []any {
	recorded, precision := moment, e.Precision
	if !e.RecordedAt.IsZero() {
		recorded = e.RecordedAt
	}
	if precision == 0 {
		precision = disclosure.ToMinute
	}
	if e.OccurredAt.IsZero() {
		precision = disclosure.Unknown
	}
	source, origin, _ := strings.Cut(e.Source, ":")
	fields, attrs := e.Fields, e.Attrs
	if fields == nil {
		fields = []string{}
	}
	if attrs == nil {
		attrs = map[string]string{}
	}
	return []any{
		e.Body, e.Duty, e.Subject, e.ID, int8(e.Kind), e.Office, e.Channel, epoch(e.OccurredAt), int8(precision),
		recorded, day(e.FormedOn), day(e.URLDate), epoch(e.FirstSeen), e.Title, e.DocNumber, e.URL, e.Ref, fields, e.Note, attrs,
		e.Actor, source, origin, !e.RecordedAt.IsZero(), digest,
	}
}

// epoch stands for no time as the store does: 1970-01-01.
func epoch(t time.Time) time.Time {
	if t.IsZero() {
		return time.Unix(0, 0)
	}
	return t
}

func day(d workday.Date) time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

func keys(set map[string]bool) []string {
	list := make([]string, 0, len(set))
	for k := range set {
		list = append(list, k)
	}
	return list
}
