package web

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/url"

	"github.com/gofiber/fiber/v2"

	"daylight/internal/disclosure"
	"daylight/internal/intake"
)

// Bounds of forms that bring a file.
const (
	maxUpload   = 32 << 20
	maxPhoto    = 10 << 20
	maxFields   = 128 << 10 // of everything beside the file
	mostParts   = 60
	uploadPath  = "/enter/upload"
	partsKey    = "form parts"
	formTokenAt = 512 // the most that a form token takes
)

// streams says how much the forms that bring a file may hold, by address.
var streams = map[string]int64{
	uploadPath: maxUpload,
	"/enter/" + intake.KindKey(disclosure.SpotChecked): maxPhoto,
}

// streamed reports whether the request's body is read by its handler.
func streamed(c *fiber.Ctx) bool {
	_, ok := streams[c.Path()]
	return ok && c.Method() == fiber.MethodPost
}

// formToken returns the token of the form. A form that brings a file is read
// part by part, and its token has to be the first: before it is known to be
// ours, nothing else is read.
func (s *Server) formToken(c *fiber.Ctx) (string, error) {
	if !streamed(c) {
		return c.FormValue(csrfField), nil
	}
	limit := streams[c.Path()] + maxFields
	if int64(c.Request().Header.ContentLength()) > limit {
		return "", errTooLarge(streams[c.Path()])
	}
	kind, params, err := mime.ParseMediaType(c.Get(fiber.HeaderContentType))
	if err != nil || kind != fiber.MIMEMultipartForm || params["boundary"] == "" {
		return "", fiber.ErrUnsupportedMediaType
	}
	form := multipart.NewReader(s.formBody(c, limit), params["boundary"])
	first, err := form.NextPart()
	if err != nil || first.FormName() != csrfField {
		return "", nil
	}
	token, err := io.ReadAll(io.LimitReader(first, formTokenAt))
	if err != nil {
		return "", fiber.ErrBadRequest
	}
	c.Locals(partsKey, form)
	return string(token), nil
}

// formBody is the body as a stream that fails beyond its bound.
func (s *Server) formBody(c *fiber.Ctx, limit int64) io.Reader {
	stream := c.Context().RequestBodyStream()
	if stream == nil {
		stream = bytes.NewReader(c.Body())
	}
	return &bounded{r: stream, left: limit, done: func() { c.Context().SetUserValue(bodyRead, true) }}
}

func errTooLarge(limit int64) error {
	return &httpError{status: fiber.StatusRequestEntityTooLarge, code: "upload.too_large", args: []any{limit >> 20}}
}

// readParts goes through a form: its fields are collected, its one file is
// given to take as a stream of at most limit bytes.
func readParts(c *fiber.Ctx, limit int64, take func(name string, content io.Reader) error) (url.Values, error) {
	form, ok := c.Locals(partsKey).(*multipart.Reader)
	if !ok {
		return nil, fiber.ErrBadRequest
	}
	typed, room, files := url.Values{}, int64(maxFields), 0
	for range mostParts {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			return typed, drain(c)
		}
		if err != nil {
			return nil, formFault(err, limit)
		}
		if part.FileName() != "" && part.FormName() == "file" {
			if files++; files > 1 {
				return nil, fiber.ErrBadRequest
			}
			if err := take(part.FileName(), &bounded{r: part, left: limit, done: func() {}}); err != nil {
				return nil, formFault(err, limit)
			}
			continue
		}
		value, err := io.ReadAll(io.LimitReader(part, room+1))
		if room -= int64(len(value)); err != nil || room < 0 {
			return nil, formFault(err, limit)
		}
		if part.FileName() == "" && part.FormName() != "file" {
			typed.Add(part.FormName(), string(value))
		}
	}
	return nil, fiber.ErrBadRequest
}

// drain reads what stands behind the last part, which is next to nothing.
func drain(c *fiber.Ctx) error {
	stream := c.Context().RequestBodyStream()
	if stream == nil {
		return nil
	}
	if n, err := io.Copy(io.Discard, io.LimitReader(stream, 4<<10)); err == nil && n < 4<<10 {
		c.Context().SetUserValue(bodyRead, true)
	}
	return nil
}

func formFault(err error, limit int64) error {
	var known *httpError
	var domain *disclosure.Error
	switch {
	case errors.Is(err, errBodyTooLarge):
		return errTooLarge(limit)
	case errors.As(err, &known), errors.As(err, &domain):
		return err
	}
	return fiber.ErrBadRequest
}
