// Package dashboards holds the boards of Daylight: one file per board that
// turns domain rows into a chart option, the HTML views, and the static files
// they need. It asks no query and speaks no HTTP.
package dashboards

import "embed"

// Views holds the HTML templates: layout.html, part_*.html (shared pieces) and
// one file per page.
//
//go:embed views/*.html
var Views embed.FS

// Static holds style sheets, scripts and icons. Third-party scripts are copied
// to static/vendor when the program is built; without them the pages still read.
//
//go:embed all:static
var Static embed.FS
