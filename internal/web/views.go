package web

import (
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"path"
	"strings"

	"daylight/internal/i18n"
)

// views renders pages: views/layout.html and views/part_*.html are shared, and
// every other file is a page that fills the layout's blocks. Each page is
// parsed once per language, with the words of that language bound to T.
type views struct {
	files fs.FS
	asset func(name string) string
	pages map[i18n.Lang]map[string]*template.Template
}

// spoken is what a page's data must tell: the language it is in.
type spoken interface{ language() i18n.Lang }

func newViews(files fs.FS, asset func(string) string) (*views, error) {
	v := &views{files: files, asset: asset}
	return v, v.Load()
}

// Load parses every page. Fiber calls it again; that is harmless.
func (v *views) Load() error {
	names, err := fs.Glob(v.files, "views/*.html")
	if err != nil {
		return err
	}
	pages := map[i18n.Lang]map[string]*template.Template{}
	for _, lang := range i18n.Langs {
		base := template.New("layout").Funcs(funcs(lang, v.asset)).Option("missingkey=error")
		if _, err := base.ParseFS(v.files, sharedViews(names)...); err != nil {
			return fmt.Errorf("parse shared views: %w", err)
		}
		pages[lang] = map[string]*template.Template{}
		for _, name := range names {
			if isShared(name) {
				continue
			}
			page, err := template.Must(base.Clone()).ParseFS(v.files, name)
			if err != nil {
				return fmt.Errorf("parse %s: %w", name, err)
			}
			pages[lang][strings.TrimSuffix(path.Base(name), ".html")] = page
		}
	}
	v.pages = pages
	return nil
}

// Render writes the page called name. Its data must be a *Page.
func (v *views) Render(w io.Writer, name string, data any, _ ...string) error {
	page, ok := data.(spoken)
	if !ok {
		return fmt.Errorf("render %s: %T is not a page", name, data)
	}
	t, ok := v.pages[page.language()][name]
	if !ok {
		return fmt.Errorf("render %s: no such view", name)
	}
	return t.ExecuteTemplate(w, "layout", data)
}

func isShared(name string) bool {
	base := path.Base(name)
	return base == "layout.html" || strings.HasPrefix(base, "part_")
}

func sharedViews(names []string) []string {
	var shared []string
	for _, name := range names {
		if isShared(name) {
			shared = append(shared, name)
		}
	}
	return shared
}
