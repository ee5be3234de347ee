package web

import (
	"errors"
	"strings"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/intake"
)

// Bounds of a preview.
const (
	previewRows     = 10
	previewProblems = 30
	previewColumns  = 60
	previewSamples  = 3 // of one column
)

// preview is what a file would come to under a mapping.
type preview struct {
	intake.Previewed
	faults  []rowFault
	more    int // problems not shown
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
func (s *Server) preview(d *entryDesk, u *upload, mapping *intake.Mapping) (preview, error) {
	var p preview
	src, err := intake.Open(u.file, u.name, u.size)
	if err != nil {
		return p, err
	}
	opts := d.options(s)
	opts.Source, opts.Mapping = "", mapping
	p.Previewed, err = intake.Preview(d.ctx, src, opts, previewRows, func(row intake.Row) error {
		words := d.rowWords(row)
		switch {
		case row.Status == intake.Accepted && len(words) > 0:
			p.refused++
		case row.Status == intake.Accepted:
			p.ready++
		}
		switch {
		case len(words) == 0:
		case len(p.faults) < previewProblems:
			p.faults = append(p.faults, rowFault{row.Number, row.Sheet, words})
		default:
			p.more++
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

// refusalWords are the words of an error that turns a whole file away, or a
// choice of columns. Where the words of intake speak to whoever sits at a
// terminal, there are others for pages.
func refusalWords(d *entryDesk, err error) (string, bool) {
	var domain *disclosure.Error
	if !errors.As(err, &domain) || domain.Kind != disclosure.Invalid {
		return "", false
	}
	if code := "upload." + strings.TrimPrefix(domain.Code, "intake."); i18n.Has(d.frame.Lang, code) {
		return d.frame.T(code, domain.Args...), true
	}
	return d.frame.T(domain.Code, domain.Args...), true
}

// aboutHeader reports whether a person can help by saying what columns mean.
func aboutHeader(err error) bool {
	var domain *disclosure.Error
	return errors.As(err, &domain) && strings.HasPrefix(domain.Code, "intake.header_")
}
