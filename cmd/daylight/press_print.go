package main

import (
	"bytes"
	"context"
	"fmt"

	"daylight/internal/briefing"
	"daylight/internal/briefing/document"
	"daylight/internal/briefing/docx"
	"daylight/internal/briefing/html"
	"daylight/internal/briefing/xlsx"
)

// Media types of the files of an issue.
const (
	docxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	htmlType = "text/html; charset=utf-8"
)

// printer draws the files of one briefing.
type printer struct {
	b     *briefing.Briefing
	o     document.Options
	files []briefing.Content
	taken map[string]bool // names of sheets
}

func printBriefing(ctx context.Context, b *briefing.Briefing, n briefing.Number, looks briefing.Looks, progress func(done, of int)) ([]briefing.Content, error) {
	p := &printer{b: b, o: document.Options{Number: n}, taken: map[string]bool{}}
	if looks.RedHead {
		p.o.RedHead = b.Body.Name
	}
	of := 1 + len(b.Sheets)
	for n := range of {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		var err error
		if n == 0 {
			err = p.briefing()
		} else {
			err = p.sheet(&b.Sheets[n-1])
		}
		if err != nil {
			return nil, err
		}
		if progress != nil {
			progress(n+1, of)
		}
	}
	return p.files, nil
}

// briefing draws the briefing itself.
func (p *printer) briefing() error {
	d, err := document.Of(p.b, p.o)
	if err != nil {
		return fmt.Errorf("lay out briefing: %w", err)
	}
	book, err := xlsx.Of(p.b, p.o)
	if err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	var page bytes.Buffer
	if err := html.Page(&page, d); err != nil {
		return fmt.Errorf("write page: %w", err)
	}
	p.add("通报.html", "", htmlType, page.Bytes())
	return p.document("通报", "", d, book)
}

// sheet draws what one office receives.
func (p *printer) sheet(s *briefing.Sheet) error {
	d, err := document.Sheet(p.b, s, p.o)
	if err != nil {
		return fmt.Errorf("lay out sheet of %s: %w", s.Office.Code, err)
	}
	book, err := xlsx.Sheet(p.b, s, p.o)
	if err != nil {
		return fmt.Errorf("write workbook of %s: %w", s.Office.Code, err)
	}
	name := fileName(s.Office)
	if p.taken[name] { // two offices may have one name
		name += "（" + s.Office.Code + "）"
	}
	p.taken[name] = true
	return p.document("单位/"+name, s.Office.Code, d, book)
}

func (p *printer) document(name, office string, d *docx.Document, book []byte) error {
	var paper bytes.Buffer
	if err := d.Write(&paper); err != nil {
		return fmt.Errorf("write document %s: %w", name, err)
	}
	p.add(name+".docx", office, docxType, paper.Bytes())
	p.add(name+".xlsx", office, xlsxType, book)
	return nil
}

func (p *printer) add(name, office, kind string, content []byte) {
	p.files = append(p.files, briefing.Content{File: briefing.File{Name: name, Office: office, Type: kind}, Content: content})
}
