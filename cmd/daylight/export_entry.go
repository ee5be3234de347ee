package main

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/intake"
)

// exportEntry is an event in the form that import reads, with the moment it
// became known, which import --history keeps.
type exportEntry struct {
	intake.Entry
	RecordedAt string `json:"recorded_at"`
}

func entryOf(e disclosure.Event) exportEntry {
	x := exportEntry{RecordedAt: e.RecordedAt.Format(time.RFC3339Nano)}
	x.Entry = intake.Entry{
		ID: e.ID, Duty: e.Duty, Subject: e.Subject, Kind: intake.KindKey(e.Kind), Office: e.Office, Channel: e.Channel,
		OccurredAt: occurredText(e), FormedOn: e.FormedOn.String(), Title: e.Title, DocumentNumber: e.DocNumber, URL: e.URL,
		Fields: e.Fields, Note: e.Note, Ref: e.Ref, Attrs: e.Attrs,
	}
	if !e.FirstSeen.IsZero() {
		x.FirstSeen = e.FirstSeen.Format(time.RFC3339Nano)
	}
	return x
}

// occurredText writes no more of a time than is known.
func occurredText(e disclosure.Event) string {
	switch {
	case e.Precision == disclosure.Unknown && e.Kind == disclosure.Voided:
		return ""
	case e.Precision == disclosure.Unknown:
		return "不详"
	case e.Precision == disclosure.ToDay:
		return e.OccurredAt.Format(time.DateOnly)
	}
	return e.OccurredAt.Format(time.RFC3339Nano)
}

// writeEntries writes NDJSON.
func writeEntries(w io.Writer, facts []disclosure.Event) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, e := range facts {
		if err := enc.Encode(entryOf(e)); err != nil {
			return err
		}
	}
	return nil
}

// writeEntryTable writes CSV, with a column for each attribute that occurs.
func writeEntryTable(w io.Writer, facts []disclosure.Event) error {
	occurring := map[string]bool{}
	for _, e := range facts {
		for name := range e.Attrs {
			occurring[name] = true
		}
	}
	attrs := slices.Sorted(maps.Keys(occurring))
	header := []string{"id", "duty", "subject", "kind", "office", "channel", "occurred_at", "formed_on", "title", "document_number",
		"url", "fields", "note", "ref", "first_seen", "recorded_at"}
	for _, name := range attrs {
		header = append(header, "attrs."+name)
	}
	if _, err := io.WriteString(w, "\ufeff"); err != nil { // for spreadsheets
		return err
	}
	out := csv.NewWriter(w)
	if err := out.Write(header); err != nil {
		return err
	}
	for _, e := range facts {
		x := entryOf(e)
		row := []string{x.ID, x.Duty, x.Subject, x.Kind, x.Office, x.Channel, x.OccurredAt, x.FormedOn, x.Title, x.DocumentNumber,
			x.URL, strings.Join(x.Fields, "、"), x.Note, x.Ref, x.FirstSeen, x.RecordedAt}
		for _, name := range attrs {
			row = append(row, x.Attrs[name])
		}
		for i := range row {
			row[i] = guardFormula(row[i])
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
