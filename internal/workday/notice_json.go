package workday

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// noticeFile is a notice as a person writes it: one entry a holiday, days as
// dates or as spans "2026-02-15/2026-02-23", the way the paper itself reads.
type noticeFile struct {
	Year        int           `json:"year"`
	Layer       string        `json:"layer"`
	Source      string        `json:"source"`
	Number      string        `json:"number,omitzero"`
	URL         string        `json:"url,omitzero"`
	SignedOn    string        `json:"signed_on,omitzero"`
	AnnouncedOn string        `json:"announced_on"`
	Marks       Marks         `json:"marks,omitzero"`
	Evidence    string        `json:"evidence,omitzero"`
	Holidays    []holidayFile `json:"holidays"`
}

type holidayFile struct {
	Name string   `json:"name"`
	Off  []string `json:"off,omitempty"`
	Work []string `json:"work,omitempty"`
}

// yearFile is an embedded file: every notice about one year.
type yearFile struct {
	Year    int          `json:"year"`
	Notices []noticeFile `json:"notices"`
}

// ParseNotice reads one notice in JSON, in the form of the notices of this
// package's own files. It is strict: an unknown or repeated field, a date that
// does not exist, a day both off and worked, or anything after the notice is a
// [Fault]. A day off that is a weekend day anyway is accepted: the papers
// name them, and counting is unchanged by it.
func ParseNotice(r io.Reader) (Notice, error) {
	var text bytes.Buffer
	var f noticeFile
	if err := decodeStrict(io.TeeReader(r, &text), &f); err != nil {
		return Notice{}, fmt.Errorf("parse notice: %w", err)
	}
	n, err := f.notice()
	if err != nil {
		locate(err, text.Bytes())
		return Notice{}, fmt.Errorf("parse notice: %w", err)
	}
	return n, nil
}

// UnmarshalJSON is ParseNotice.
func (n *Notice) UnmarshalJSON(data []byte) error {
	parsed, err := ParseNotice(bytes.NewReader(data))
	if err == nil {
		*n = parsed
	}
	return err
}

// MarshalJSON writes the form ParseNotice reads.
func (n Notice) MarshalJSON() ([]byte, error) {
	f := noticeFile{
		Year: n.Year, Layer: n.Layer, Source: n.Source, Number: n.Number, URL: n.URL,
		SignedOn: n.SignedOn.String(), AnnouncedOn: n.AnnouncedOn.String(),
		Marks: n.Marks, Evidence: n.Evidence,
	}
	entry := func(name string) *holidayFile {
		i := slices.IndexFunc(f.Holidays, func(h holidayFile) bool { return h.Name == name })
		if i < 0 {
			f.Holidays, i = append(f.Holidays, holidayFile{Name: name}), len(f.Holidays)
		}
		return &f.Holidays[i]
	}
	for _, d := range n.Off {
		h := entry(d.Name)
		h.Off = append(h.Off, d.Date.String())
	}
	for _, d := range n.Work {
		h := entry(d.Name)
		h.Work = append(h.Work, d.Date.String())
	}
	return json.Marshal(f)
}

func (f noticeFile) notice() (Notice, error) {
	n := Notice{
		Year: f.Year, Layer: f.Layer, Source: f.Source, Number: f.Number, URL: f.URL,
		Marks: f.Marks, Evidence: f.Evidence,
	}
	var errs []error
	date := func(field, text string) Date {
		if text == "" {
			return 0
		}
		d, err := ParseDate(text)
		if err != nil {
			errs = append(errs, fault("date", "%s: %[3]v", field, text, err))
		}
		return d
	}
	n.SignedOn = date("signed_on", f.SignedOn)
	n.AnnouncedOn = date("announced_on", f.AnnouncedOn)
	for _, h := range f.Holidays {
		for _, text := range h.Off {
			days, err := h.days("off", text)
			n.Off, errs = append(n.Off, days...), append(errs, err)
		}
		for _, text := range h.Work {
			days, err := h.days("work", text)
			n.Work, errs = append(n.Work, days...), append(errs, err)
		}
	}
	if err := errors.Join(errs...); err != nil {
		return Notice{}, err
	}
	return n, n.Validate()
}

// days expands one date or span. A span is bounded by a year so that a slip in
// the year cannot fill memory.
func (h holidayFile) days(kind, text string) ([]Day, error) {
	from, to, isSpan := strings.Cut(text, "/")
	first, err := ParseDate(from)
	if err != nil {
		return nil, fault("day_date", "holiday %q, %s: %[4]v", h.Name, kind, text, err)
	}
	last := first
	if isSpan {
		if last, err = ParseDate(to); err != nil {
			return nil, fault("day_date", "holiday %q, %s: %[4]v", h.Name, kind, text, err)
		}
	}
	if last < first || last-first > 366 {
		return nil, fault("span", "holiday %q, %s: span %q does not run forward within a year", h.Name, kind, text)
	}
	var days []Day
	for d := first; d <= last; d++ {
		days = append(days, Day{d, h.Name})
	}
	return days, nil
}
