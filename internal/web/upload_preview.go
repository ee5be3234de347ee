package web

import (
	"context"
	"errors"
	"slices"
	"strings"

	"daylight/internal/disclosure"
	"daylight/internal/intake"
)

// Bounds of a preview.
const (
	previewRows     = 10
	previewProblems = 30
	previewColumns  = 60
)

// preview is what a file would come to under a mapping.
type preview struct {
	header  []string
	rows    []intake.Row // the first ones
	faults  []rowFault
	more    int // problems not shown
	result  intake.Result
	refused int // rows that the account may not enter
	ready   int // rows that would be taken
}

// rowFault is one row that would be returned, with the reasons.
type rowFault struct {
	Row   int
	Sheet string
	Words []string
}

// preview reads the whole file and keeps the beginning. The error is a
// disclosure.Error when it cannot be read as a table.
func (s *Server) preview(ctx context.Context, d *entryDesk, u *upload, mapping *intake.Mapping) (preview, error) {
	var p preview
	src, err := intake.Open(u.file, u.name, u.size)
	if err != nil {
		return p, err
	}
	opts := d.options(s)
	opts.Source, opts.Mapping = "", mapping
	p.result, err = intake.Read(ctx, src, opts, func(row intake.Row) error {
		if p.header == nil {
			p.header = row.Header
		}
		if len(p.rows) < previewRows {
			p.rows = append(p.rows, row)
		}
		words := d.rowWords(row)
		switch {
		case row.Status == intake.Accepted && len(words) > 0:
			p.refused++
		case row.Status == intake.Accepted:
			p.ready++
		}
		if len(words) > 0 {
			if len(p.faults) < previewProblems {
				p.faults = append(p.faults, rowFault{row.Number, row.Sheet, words})
			} else {
				p.more++
			}
		}
		return nil
	})
	return p, err
}

// rowWords say why a row is returned; none: it is taken.
func (d *entryDesk) rowWords(row intake.Row) []string {
	var words []string
	for _, p := range row.Problems {
		words = append(words, p.Text(d.frame.Lang))
	}
	if len(words) == 0 {
		if code, args := d.refusal(row.Events); code != "" {
			words = append(words, d.frame.T(code, args...))
		}
	}
	return words
}

// refusal says why the account may not enter the events of a row.
func (d *entryDesk) refusal(events []disclosure.Event) (code string, args []any) {
	for _, e := range events {
		if code, args := entryRefusal(d.acc, d.plan, d.today, e); code != "" {
			return code, args
		}
	}
	return "", nil
}

// columnView is one column of the file with the field it is read as.
type columnView struct {
	Name    string // of the select
	Header  string
	Sample  string
	Options []option
}

// columns offers every field for every column.
func (d *entryDesk) columns(p preview, chosen map[string]string) []columnView {
	var views []columnView
	for i, header := range p.header {
		header = strings.TrimSpace(header)
		if header == "" || len(views) >= previewColumns {
			continue
		}
		v := columnView{Name: columnName(header), Header: header, Options: []option{{Value: "", Label: d.frame.T("upload.unused")}}}
		for _, row := range p.rows {
			if v.Sample == "" && i < len(row.Cells) {
				v.Sample = shorten(strings.TrimSpace(row.Cells[i]), 30)
			}
		}
		for _, f := range mappable {
			v.Options = append(v.Options, option{Value: f, Label: d.frame.T("upload.field." + f), Selected: chosen[header] == f})
		}
		views = append(views, v)
	}
	return views
}

// columnName names the select of a column by what its header says, since two
// sheets may have it in different places.
func columnName(header string) string { return "column." + headerDigest([]string{header})[:16] }

// understood tells how each column is read without a mapping.
func understood(header []string) map[string]string {
	chosen, taken := map[string]string{}, map[string]bool{}
	for _, h := range header {
		if h = strings.TrimSpace(h); h == "" {
			continue
		}
		if field := intake.FieldOf(h); slices.Contains(mappable, field) && !taken[field] {
			chosen[h], taken[field] = field, true
		} else {
			chosen[h] = ""
		}
	}
	return chosen
}

// refusalWords are the words of an error that turns a whole file away.
func refusalWords(d *entryDesk, err error) (string, bool) {
	var domain *disclosure.Error
	if !errors.As(err, &domain) || domain.Kind != disclosure.Invalid {
		return "", false
	}
	return d.frame.T(domain.Code, domain.Args...), true
}
