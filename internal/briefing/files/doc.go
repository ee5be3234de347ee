// Package files makes the files in which a briefing is issued: the briefing and
// each office's sheet, as Word file, workbook and PDF.
package files

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"time"

	"daylight/internal/briefing"
	"daylight/internal/briefing/document"
	"daylight/internal/briefing/docx"
	"daylight/internal/briefing/html"
	"daylight/internal/briefing/xlsx"
	"daylight/internal/workday"
)

// Options is what the body prints on its papers, and what prints them.
type Options struct {
	document.Options
	// Print prints a page as PDF; nil leaves the PDFs out.
	Print func(ctx context.Context, page []byte, at time.Time) ([]byte, error)
	// Progress, if any, hears how many papers of how many are made.
	Progress func(done, total int)
}

// File is a file with its content.
type File struct {
	briefing.File
	Content []byte
}

// The types of the files.
const (
	Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	Book = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	PDF  = "application/pdf"
	HTML = "text/html; charset=utf-8"
)

// Of makes all the files: the briefing's first, then the sheets' in the office
// list's order.
func Of(ctx context.Context, b *briefing.Briefing, o Options) ([]File, error) {
	m := &maker{ctx: ctx, Options: o, total: len(b.Sheets) + 1, at: madeAt(b.Request)}
	if err := m.briefing(b); err != nil {
		return nil, fmt.Errorf("make the briefing's files: %w", err)
	}
	names := namesOf(b.Sheets)
	for n := range b.Sheets {
		if err := m.sheet(b, &b.Sheets[n], names[n]); err != nil {
			return nil, fmt.Errorf("make the files of %s: %w", b.Sheets[n].Office.Name, err)
		}
	}
	return m.files, nil
}

// madeAt is the moment that the files carry: the day of issue, so that they do
// not depend on the clock.
func madeAt(r briefing.Request) time.Time {
	if r.IssuedOn == 0 {
		return r.AsOf
	}
	return time.Date(r.IssuedOn.Year(), r.IssuedOn.Month(), r.IssuedOn.Day(), 0, 0, 0, 0, workday.Beijing)
}

type maker struct {
	Options
	ctx         context.Context
	at          time.Time
	done, total int
	files       []File
}

func (m *maker) briefing(b *briefing.Briefing) error {
	d, err := document.Of(b, m.Options.Options)
	if err != nil {
		return err
	}
	book, err := xlsx.Of(b, m.Options.Options)
	if err != nil {
		return err
	}
	return m.paper("通报", "", d, book, true)
}

func (m *maker) sheet(b *briefing.Briefing, s *briefing.Sheet, name string) error {
	d, err := document.Sheet(b, s, m.Options.Options)
	if err != nil {
		return err
	}
	book, err := xlsx.Sheet(b, s, m.Options.Options)
	if err != nil {
		return err
	}
	return m.paper("单位/"+name, s.Office.Code, d, book, false)
}

// paper makes the files of one paper.
func (m *maker) paper(name, office string, d *docx.Document, book []byte, web bool) error {
	if err := m.ctx.Err(); err != nil {
		return err
	}
	var word, page bytes.Buffer
	if err := d.Write(&word); err != nil {
		return err
	}
	m.add(name+".docx", office, Word, word.Bytes())
	m.add(name+".xlsx", office, Book, book)
	if web || m.Print != nil {
		if err := html.Page(&page, d); err != nil {
			return err
		}
	}
	if web {
		m.add(name+".html", office, HTML, page.Bytes())
	}
	if m.Print != nil {
		pdf, err := m.Print(m.ctx, page.Bytes(), m.at)
		if err != nil {
			return err
		}
		m.add(name+".pdf", office, PDF, pdf)
	}
	if m.done++; m.Progress != nil {
		m.Progress(m.done, m.total)
	}
	return nil
}

func (m *maker) add(name, office, kind string, content []byte) {
	m.files = append(m.files, File{briefing.File{
		Name: name, Office: office, Type: kind, Size: len(content), SHA256: fmt.Sprintf("%x", sha256.Sum256(content)),
	}, content})
}
