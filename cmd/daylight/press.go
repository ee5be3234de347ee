package main

import (
	"context"
	"errors"
	"os"

	"daylight/internal/briefing"
	"daylight/internal/briefing/document"
	"daylight/internal/briefing/files"
	"daylight/internal/briefing/pdf"
	"daylight/internal/disclosure"
	"daylight/internal/store"
)

// press makes and prints the briefings of a store.
type press struct{ st *store.Store }

// Make implements briefing.Press.
func (p press) Make(ctx context.Context, r briefing.Record) (*briefing.Briefing, error) {
	return briefing.Draw(ctx, p.st, p.st, r)
}

// Print implements briefing.Press. Where a PDF is wanted, a browser is started for
// this one run.
func (p press) Print(ctx context.Context, b *briefing.Briefing, n briefing.Number, looks briefing.Looks, progress func(done, of int)) (contents []briefing.Content, err error) {
	o := files.Options{Options: document.Options{Number: n}, Progress: progress}
	if looks.RedHead {
		o.RedHead = b.Body.Name
	}
	if looks.PDF {
		browser, away := startBrowser()
		if away != nil {
			return nil, away
		}
		defer func() { err = errors.Join(err, browser.Close()) }()
		o.Print = browser.Print
	}
	list, err := files.Of(ctx, b, o)
	if err != nil {
		return nil, err
	}
	for _, f := range list {
		contents = append(contents, briefing.Content{File: f.File, Content: f.Content})
	}
	return contents, nil
}

// CanPDF implements briefing.Press.
func (p press) CanPDF() bool {
	_, err := pdf.Find(os.Getenv("CHROMIUM"))
	return err == nil
}

func startBrowser() (*pdf.Browser, error) {
	browser, err := pdf.Open(os.Getenv("CHROMIUM"))
	if errors.Is(err, pdf.ErrNoBrowser) {
		err = &disclosure.Error{Code: "briefings.no_browser", Err: err}
	}
	return browser, err
}
