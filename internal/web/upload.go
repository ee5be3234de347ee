package web

import (
	"errors"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"daylight/dashboards"
	"daylight/internal/i18n"
	"daylight/internal/intake"
)

// uploadData is the page on which a file is chosen.
type uploadData struct {
	Crumbs   []dashboards.Link
	Action   string
	Template string // "" when there is none
	MaxMB    int
	Minutes  int
	Sorry    string
}

// previewData shows what a file would come to.
type previewData struct {
	Crumbs    []dashboards.Link
	Action    string
	Name      string
	Result    intake.Result
	Ready     int
	Returned  int
	Columns   []columnView
	Header    []string
	Rows      []previewRow
	Faults    []rowFault
	More      int
	Sorry     string
	KnownFrom bool // the columns are as last time
}

type previewRow struct {
	Number int
	Cells  []string
	Bad    bool
}

func (s *Server) uploadPage(c *fiber.Ctx) error {
	d, err := s.openEntry(c)
	if err != nil {
		return err
	}
	return s.showUpload(c, d, "")
}

func (s *Server) showUpload(c *fiber.Ctx, d *entryDesk, sorry string) error {
	data := &uploadData{Crumbs: d.uploadCrumbs(), Action: d.URL(uploadPath), MaxMB: maxUpload >> 20, Minutes: int(uploadKept.Minutes()), Sorry: sorry}
	data.Template = d.URL("/enter/template.xlsx")
	if sorry != "" && c.Response().StatusCode() == fiber.StatusOK {
		c.Status(fiber.StatusBadRequest)
	}
	p, err := s.board(c, d.Asked, "upload.title", data)
	if err != nil {
		return err
	}
	return s.renderSecret(c, "entry_upload", p)
}

func (d *entryDesk) uploadCrumbs() []dashboards.Link {
	return d.crumbs(dashboards.Link{Name: d.frame.T("nav.enter"), Href: d.URL("/enter")}, dashboards.Link{Name: d.frame.T("upload.title")})
}

// postUpload takes a file in as a stream and leads to its preview.
func (s *Server) postUpload(c *fiber.Ctx) error {
	d, err := s.openEntry(c)
	if err != nil {
		return err
	}
	leave, err := s.enterBulk(c)
	if err != nil {
		return err
	}
	defer leave()
	var u *upload
	_, err = readParts(c, maxUpload, func(name string, content io.Reader) (err error) {
		u, err = s.shelf.put(d.acc.Name, d.Body, fileName(name), content)
		return err
	})
	if err != nil && u != nil {
		s.shelf.drop(u)
	}
	switch {
	case errors.Is(err, errShelfFull):
		c.Status(fiber.StatusServiceUnavailable)
		return s.showUpload(c, d, d.frame.T("upload.busy"))
	case err != nil:
		return err
	case u == nil:
		return s.showUpload(c, d, d.frame.T("upload.none"))
	}
	if sorry, err := s.firstLook(d, u); err != nil || sorry != "" {
		s.shelf.drop(u)
		if err != nil {
			return err
		}
		return s.showUpload(c, d, sorry)
	}
	return c.Redirect(d.URL(uploadPath+"/"+u.token), fiber.StatusSeeOther)
}

// firstLook reads the file as it stands, or as its like was read last time, and
// learns its columns. Words say why it is no table.
func (s *Server) firstLook(d *entryDesk, u *upload) (sorry string, err error) {
	u.mu.Lock()
	defer u.mu.Unlock()
	p, err := s.preview(d.ctx, d, u, nil)
	if words, refused := refusalWords(d, err); refused {
		return words, nil
	}
	if err != nil {
		return "", err
	}
	if len(p.rows) == 0 {
		return d.frame.T("upload.no_rows"), nil
	}
	u.header = p.header
	if chosen := s.remembered(d.ctx, d.Body, p.header); chosen != nil {
		u.chosen, u.known = chosen, true
	}
	return "", nil
}

// held finds the upload that the address names, for one step alone.
func (s *Server) held(c *fiber.Ctx) (*entryDesk, *upload, error) {
	d, err := s.openEntry(c)
	if err != nil {
		return nil, nil, err
	}
	u, ok := s.shelf.get(pathParam(c, "token"), d.acc.Name, d.Body)
	if !ok {
		return nil, nil, missed("upload.gone")
	}
	u.mu.Lock()
	if u.closed {
		u.mu.Unlock()
		return nil, nil, missed("upload.gone")
	}
	return d, u, nil
}

// uploadStep shows the preview of a file or, when it is in, what became of it.
func (s *Server) uploadStep(c *fiber.Ctx) error {
	d, u, err := s.held(c)
	if err != nil {
		return err
	}
	defer u.mu.Unlock()
	if u.result != nil {
		return s.showImported(c, d, u)
	}
	return s.showPreview(c, d, u, "")
}

func (s *Server) showPreview(c *fiber.Ctx, d *entryDesk, u *upload, sorry string) error {
	var mapping *intake.Mapping
	chosen := understood(u.header)
	if u.chosen != nil && sorry == "" {
		chosen = u.chosen
		var err error
		if mapping, err = u.mapping(); err != nil {
			return err
		}
	}
	if u.chosen != nil {
		chosen = u.chosen
	}
	p, err := s.preview(d.ctx, d, u, mapping)
	if words, refused := refusalWords(d, err); refused {
		sorry, err = words, nil
	}
	if err != nil {
		return err
	}
	if p.header == nil {
		p.header = u.header
	}
	data := &previewData{
		Crumbs: d.uploadCrumbs(), Action: d.URL(uploadPath + "/" + u.token), Name: u.name, Result: p.result, Ready: p.ready,
		Returned: p.result.Rejected + p.refused, Columns: d.columns(p, chosen), Header: p.header, Faults: p.faults, More: p.more, Sorry: sorry, KnownFrom: u.known,
	}
	for _, row := range p.rows {
		data.Rows = append(data.Rows, previewRow{Number: row.Number, Cells: padded(row.Cells, len(p.header)), Bad: len(d.rowWords(row)) > 0})
	}
	page, err := s.board(c, d.Asked, "upload.preview", data)
	if err != nil {
		return err
	}
	if sorry != "" {
		c.Status(fiber.StatusBadRequest)
	}
	return s.renderSecret(c, "entry_preview", page)
}

func padded(cells []string, n int) []string {
	shown := make([]string, 0, len(cells))
	for _, cell := range cells {
		shown = append(shown, shorten(strings.TrimSpace(cell), 40))
	}
	for len(shown) < n {
		shown = append(shown, "")
	}
	return shown
}

// mapping is how the file is read: as its headers say, unless a person chose
// otherwise.
func (u *upload) mapping() (*intake.Mapping, error) {
	if u.chosen == nil || maps.Equal(u.chosen, understood(u.header)) {
		return nil, nil
	}
	return mappingOf(u.chosen)
}

// postUploadStep carries out what the preview's buttons say.
func (s *Server) postUploadStep(c *fiber.Ctx) error {
	d, u, err := s.held(c)
	if err != nil {
		return err
	}
	here := d.URL(uploadPath + "/" + u.token)
	switch formText(c, "do") {
	case "drop":
		u.mu.Unlock()
		s.shelf.drop(u)
		return c.Redirect(d.URL(uploadPath, "done", "upload_dropped"), fiber.StatusSeeOther)
	case "preview", "import":
	default:
		u.mu.Unlock()
		return fiber.ErrBadRequest
	}
	defer u.mu.Unlock()
	if u.result != nil {
		return c.Redirect(here, fiber.StatusSeeOther)
	}
	if sorry := u.choose(c, d.frame.Lang); sorry != "" {
		return s.showPreview(c, d, u, sorry)
	}
	if formText(c, "do") == "preview" {
		return c.Redirect(here, fiber.StatusSeeOther)
	}
	if err := s.importUpload(c, d, u); err != nil {
		if words, refused := refusalWords(d, err); refused {
			return s.showPreview(c, d, u, words)
		}
		return err
	}
	return c.Redirect(here, fiber.StatusSeeOther)
}

// choose takes over which column is read as which field.
func (u *upload) choose(c *fiber.Ctx, lang i18n.Lang) (sorry string) {
	chosen := map[string]string{}
	for _, header := range u.header {
		if header = strings.TrimSpace(header); header == "" {
			continue
		}
		to := formText(c, columnName(header))
		if to != "" && !slices.Contains(mappable, to) {
			to = ""
		}
		chosen[header] = to
	}
	u.chosen, u.known = chosen, false
	if twice := twiceChosen(chosen); twice != "" {
		return i18n.T(lang, "upload.twice", i18n.T(lang, "upload.field."+twice))
	}
	if !slices.ContainsFunc(slices.Collect(maps.Values(chosen)), func(to string) bool { return to != "" }) {
		return i18n.T(lang, "upload.nothing_chosen")
	}
	return ""
}
