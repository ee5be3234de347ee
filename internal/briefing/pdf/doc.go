// Package pdf prints pages as PDF with a browser that is on the machine. One
// browser prints many pages; it is spoken to through a pipe, so that no port is
// open, and it reaches no network.
package pdf

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"os/exec"
	"regexp"
	"time"
)

// ErrNoBrowser says that there is nothing to print with; everything else works
// without.
var ErrNoBrowser = errors.New("no browser to print with: install chromium, or name one in CHROMIUM")

// known are the names by which the browser goes.
var known = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"}

// Find returns the browser at the path or of that name; without one, the first
// that is on the machine.
func Find(name string) (string, error) {
	names := known
	if name != "" {
		names = []string{name}
	}
	for _, n := range names {
		if path, err := exec.LookPath(n); err == nil {
			return path, nil
		}
	}
	if name != "" {
		return "", fmt.Errorf("%w (%s was not found)", ErrNoBrowser, name)
	}
	return "", ErrNoBrowser
}

// Open starts the browser of that name, or the first on the machine.
func Open(name string) (*Browser, error) {
	path, err := Find(name)
	if err != nil {
		return nil, err
	}
	return Start(path)
}

// perPage is how long a page may take.
const perPage = 30 * time.Second

// Print prints a page that holds everything it needs. The file says that it was
// made at the given moment.
func (b *Browser) Print(ctx context.Context, page []byte, at time.Time) ([]byte, error) {
	b.turn.Lock()
	defer b.turn.Unlock()
	ctx, cancel := context.WithTimeout(ctx, perPage)
	defer cancel()
	data, err := b.print(ctx, page)
	if err != nil {
		return nil, fmt.Errorf("print page: %w", err)
	}
	return dated(data, at), nil
}

func (b *Browser) print(ctx context.Context, page []byte) ([]byte, error) {
	if b.session == "" {
		if err := b.attach(ctx); err != nil {
			return nil, err
		}
	}
	if err := b.call(ctx, "Page.setDocumentContent", map[string]any{"frameId": b.frame, "html": string(page)}, nil); err != nil {
		return nil, err
	}
	const ready = `Promise.all([document.fonts.ready, ...Array.from(document.images, i => i.decode())]).then(() => true)`
	var done struct{ ExceptionDetails *struct{ Text string } }
	if err := b.call(ctx, "Runtime.evaluate", map[string]any{"expression": ready, "awaitPromise": true}, &done); err != nil {
		return nil, err
	}
	if done.ExceptionDetails != nil {
		return nil, fmt.Errorf("show the pictures: %s", done.ExceptionDetails.Text)
	}
	var printed struct{ Data string }
	options := map[string]any{"preferCSSPageSize": true, "printBackground": true, "generateTaggedPDF": true, "generateDocumentOutline": true}
	if err := b.call(ctx, "Page.printToPDF", options, &printed); err != nil {
		return nil, err
	}
	return base64.StdEncoding.DecodeString(printed.Data)
}

var dates = regexp.MustCompile(`/(CreationDate|ModDate) \(D:\d{14}\+00'00'\)`)

// dated puts a moment where the browser wrote its clock's. Both are as long, so
// that nothing in the file moves.
func dated(data []byte, at time.Time) []byte {
	return dates.ReplaceAllFunc(data, func(old []byte) []byte {
		name := dates.FindSubmatch(old)[1]
		return fmt.Appendf(nil, "/%s (D:%s+00'00')", name, at.UTC().Format("20060102150405"))
	})
}
