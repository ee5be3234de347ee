package intake

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

// limits keep a workbook from unfolding into more than a machine can hold.
type limits struct {
	unzipped int64 // bytes of all parts
	ratio    int64 // unzipped to zipped, of a part larger than ratioFrom
	parts    int
	sheets   int
	strings  int64 // bytes of the shared strings, which stay in memory
	token    int64 // bytes of one XML token
	merges   int
}

var usualLimits = limits{
	unzipped: 2 << 30, ratio: 200, parts: 5000, sheets: 64,
	strings: 40 << 20, token: 1 << 20, merges: 100_000,
}

const ratioFrom = 16 << 20

// The size of an XLSX sheet.
const (
	sheetRows    = 1 << 20
	sheetColumns = 1 << 14
)

// workbook is an XLSX file. It is read as a stream, which excelize cannot: it
// holds the whole archive in memory.
type workbook struct {
	limits   limits
	parts    map[string]*zip.File
	strings  sharedStrings
	dates    []bool // cell style -> shows its number as a date
	date1904 bool
	sheets   []sheetPart
}

type sheetPart struct {
	name   string
	hidden bool
	part   *zip.File
}

func openWorkbook(r io.ReaderAt, name string, size int64, lim limits) (*workbook, error) {
	zr, err := zip.NewReader(r, size)
	if err != nil {
		return nil, refuse("intake.zip_damaged")
	}
	w := &workbook{limits: lim, parts: map[string]*zip.File{}}
	if err := w.weigh(zr.File); err != nil {
		return nil, err
	}
	for _, f := range zr.File {
		w.parts[strings.ToLower(f.Name)] = f
	}
	if w.parts["xl/workbook.xml"] == nil {
		return nil, refuse(w.whatElse(), name)
	}
	for _, read := range []func() error{w.readBook, w.readStyles, w.readStrings} {
		if err := read(); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// weigh refuses an archive by what it declares; archive/zip holds it to that.
func (w *workbook) weigh(files []*zip.File) error {
	if len(files) > w.limits.parts {
		return refuse("intake.zip_parts", len(files), w.limits.parts)
	}
	var total uint64
	for _, f := range files {
		total += f.UncompressedSize64
		if f.UncompressedSize64 > uint64(w.limits.unzipped) || total > uint64(w.limits.unzipped) {
			return refuse("intake.zip_bomb", w.limits.unzipped>>20)
		}
		if f.UncompressedSize64 > ratioFrom && f.UncompressedSize64/uint64(w.limits.ratio) > f.CompressedSize64 {
			return refuse("intake.zip_ratio", w.limits.ratio)
		}
	}
	return nil
}

func (w *workbook) whatElse() string {
	for _, other := range []struct{ part, code string }{
		{"xl/workbook.bin", "intake.file_xlsb"}, {"word/document.xml", "intake.file_word"},
		{"ppt/presentation.xml", "intake.file_powerpoint"}, {"content.xml", "intake.file_ods"},
	} {
		if w.parts[other.part] != nil {
			return other.code
		}
	}
	return "intake.file_archive"
}

func (w *workbook) readBook() error {
	targets := map[string]string{}
	err := w.each("xl/_rels/workbook.xml.rels", func(e xml.StartElement) error {
		if e.Name.Local == "Relationship" {
			targets[attr(e, "Id")] = attr(e, "Target")
		}
		return nil
	})
	if err != nil {
		return err
	}
	return w.each("xl/workbook.xml", func(e xml.StartElement) error {
		switch e.Name.Local {
		case "workbookPr":
			on := attr(e, "date1904")
			w.date1904 = on == "1" || on == "true"
		case "sheet":
			if len(w.sheets) == w.limits.sheets {
				return refuse("intake.zip_sheets", w.limits.sheets)
			}
			target := targets[attr(e, "r:id")]
			if !strings.HasPrefix(target, "/") {
				target = path.Join("xl", target)
			}
			part := w.parts[strings.ToLower(strings.TrimPrefix(target, "/"))]
			if part != nil && strings.Contains(strings.ToLower(part.Name), "worksheets/") {
				w.sheets = append(w.sheets, sheetPart{shown(attr(e, "name")), attr(e, "state") != "" && attr(e, "state") != "visible", part})
			}
		}
		return nil
	})
}

// each calls fn for every element that starts in a part; a part that is not
// there has none.
func (w *workbook) each(part string, fn func(xml.StartElement) error) error {
	f := w.parts[part]
	if f == nil {
		return nil
	}
	x, err := w.open(f)
	if err != nil {
		return err
	}
	defer x.Close()
	for {
		token, err := x.token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if e, ok := token.(xml.StartElement); ok {
			if err := fn(e); err != nil {
				return err
			}
		}
	}
}

// attr returns an attribute by its local name; "r:id" asks for the id that has
// a prefix, which in a sheet element is the relationship.
func attr(e xml.StartElement, name string) string {
	local, prefixed := strings.CutPrefix(name, "r:")
	for _, a := range e.Attr {
		if a.Name.Local == local && (a.Name.Space != "") == prefixed {
			return a.Value
		}
	}
	return ""
}
