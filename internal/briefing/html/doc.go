// Package html writes an official document as a web page: a fragment for the
// site, or a page of its own that needs nothing else and prints like the paper.
package html

import (
	"embed"
	"encoding/base64"
	"html/template"
	"io"

	"daylight/internal/briefing/docx"
)

//go:embed page.html paper.html
var files embed.FS

// CSS sets the fragment and its print: the site serves it as a file.
//
//go:embed paper.css
var CSS string

var pages = template.Must(template.ParseFS(files, "*.html"))

// Fragment writes the document for a page of the site. Source is the address of
// the picture with that number, from 1.
func Fragment(w io.Writer, d *docx.Document, source func(n int) string) error {
	return pages.ExecuteTemplate(w, "paper.html", paperOf(d, func(n int, _ []byte) template.URL { return template.URL(source(n)) }))
}

// Page writes the document as a page that holds its pictures and its style.
func Page(w io.Writer, d *docx.Document) error {
	return pages.ExecuteTemplate(w, "page.html", struct {
		Title string
		CSS   template.CSS
		Paper paper
	}{d.Title, template.CSS(CSS), paperOf(d, func(_ int, png []byte) template.URL {
		return template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(png))
	})})
}
