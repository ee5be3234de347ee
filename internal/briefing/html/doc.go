// Package html writes an official document as a web page of its own that needs
// nothing else and prints like the paper.
package html

import (
	"embed"
	"html/template"
	"io"

	"daylight/internal/briefing/docx"
)

//go:embed page.html paper.html
var files embed.FS

//go:embed paper.css
var css string

var pages = template.Must(template.ParseFS(files, "*.html"))

// Page writes the document as a page that holds its pictures and its style.
func Page(w io.Writer, d *docx.Document) error {
	return pages.ExecuteTemplate(w, "page.html", struct {
		Title string
		CSS   template.CSS
		Paper paper
	}{d.Title, template.CSS(css), paperOf(d)})
}
