package web

import (
	"errors"
	"io"
	"strings"

	"github.com/gofiber/fiber/v2"

	"daylight/dashboards"
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
	Fixed     []columnView // what the whole table has in common
	Header    []string
	Rows      []previewRow
	Faults    []rowFault
	More      int
	Sorry     string
	Unread    string // why no row can be read yet
	KnownFrom bool   // the columns are as last time
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

// firstLook reads the file as it stands, learns its columns, and finds how such
// a table was read before. Words say why it is no table.
func (s *Server) firstLook(d *entryDesk, u *upload) (sorry string, err error) {
	u.mu.Lock()
	defer u.mu.Unlock()
	p, err := s.preview(d, u, nil)
	words, refused := refusalWords(d, err)
	if err != nil && !refused {
		return "", err
	}
	u.columns, u.digest = columnsOf(p.Previewed), p.Digest
	switch {
	case refused && (len(u.columns) < 2 || !aboutHeader(err)):
		return words, nil
	case len(p.Rows) == 0 && !sampled(u.columns):
		return d.frame.T("upload.no_rows"), nil
	}
	u.mapping = s.remembered(d.ctx, u)
	u.known = u.mapping != nil
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
	return s.showPreview(c, d, u, nil, "")
}

// showPreview shows what the file would come to. Sorry says what is wrong with
// the choice of columns that was just made, which then is shown again.
func (s *Server) showPreview(c *fiber.Ctx, d *entryDesk, u *upload, picked *choice, sorry string) error {
	p, err := s.preview(d, u, u.mapping)
	unread, refused := refusalWords(d, err)
	if err != nil && !refused {
		return err
	}
	if picked == nil {
		picked = choiceOf(p.Previewed, u.mapping)
	}
	data := &previewData{
		Crumbs: d.uploadCrumbs(), Action: d.URL(uploadPath + "/" + u.token), Name: u.name, Result: p.Result, Ready: p.ready, Unread: unread,
		Returned: p.Result.Rejected + p.refused, Columns: d.columns(u.columns, picked), Faults: p.faults, More: p.more, Sorry: sorry, KnownFrom: u.known,
	}
	if len(data.Columns) > 0 {
		data.Fixed = d.fixedViews(picked)
	}
	for _, row := range p.Rows {
		if data.Header == nil {
			data.Header = row.Header
		}
		data.Rows = append(data.Rows, previewRow{Number: row.Number, Cells: padded(row.Cells, len(data.Header)), Bad: len(d.rowWords(row)) > 0})
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
	if picked, sorry := u.choose(c, d); sorry != "" {
		return s.showPreview(c, d, u, picked, sorry)
	}
	if formText(c, "do") == "preview" {
		return c.Redirect(here, fiber.StatusSeeOther)
	}
	if err := s.importUpload(c, d, u); err != nil {
		if words, refused := refusalWords(d, err); refused {
			return s.showPreview(c, d, u, nil, words)
		}
		return err
	}
	return c.Redirect(here, fiber.StatusSeeOther)
}
