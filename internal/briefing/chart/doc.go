// Package chart draws the pictures of a printed briefing: bars with their values
// written beside them, black on white, in tones that a grey print keeps apart.
// The same chart gives the same bytes.
package chart

import (
	_ "embed" // the font is part of the program
	"fmt"
	"sync"

	"github.com/go-analyze/charts"
)

// The font comes from npm when the program is built; it is TrueType, which is
// the only kind that the drawing library reads.
//
//go:embed vendor/NotoSansSC.ttf
var noto []byte

const family = "Noto Sans SC"

var installed = sync.OnceValue(func() error { return charts.InstallFont(family, noto) })

// Picture is a PNG and its size on paper.
type Picture struct {
	PNG               []byte
	WidthMM, HeightMM float64

	from, to int // rows of the chart
}

// Measures on paper in millimetres; a picture has pixels pixels to each.
const (
	pixels     = 8
	widthMM    = 150
	rowMM      = 7.5
	lowRowMM   = 4.6 // the least that a row of bars needs
	seriesMM   = 4.2
	textMM     = 4.0
	perPicture = 44 // more rows than a page takes go on in a further picture
)

func textStyle(mm float64) charts.FontStyle {
	const dotsPerInch = 92 // what the library draws with
	return charts.FontStyle{Font: charts.GetFont(family), FontSize: mm * pixels * 72 / dotsPerInch, FontColor: charts.ColorBlack}
}

func fail(c string, err error) error { return fmt.Errorf("draw chart %s: %w", c, err) }
