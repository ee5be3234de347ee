package web

import (
	"errors"
	"io"

	"github.com/gofiber/fiber/v2"
)

// eventsPath takes its body as a stream, as do forms that bring a file.
const eventsPath = "/api/v1/events"

// bodyRead marks a request whose streamed body was read to its end.
const bodyRead = "body read"

// readBody reads the whole body of a small request, so that handlers find it,
// and refuses a large one before it is in memory.
func readBody(c *fiber.Ctx) error {
	if c.Path() == eventsPath || streamed(c) || !c.Request().IsBodyStream() {
		return c.Next()
	}
	if c.Request().Header.ContentLength() > maxPageBody {
		return fiber.ErrRequestEntityTooLarge
	}
	data, err := io.ReadAll(io.LimitReader(c.Context().RequestBodyStream(), maxPageBody+1))
	if err != nil {
		return fiber.ErrBadRequest
	}
	if len(data) > maxPageBody {
		return fiber.ErrRequestEntityTooLarge
	}
	c.Request().SetBody(data)
	return c.Next()
}

// errBodyTooLarge ends the reading of a streamed body.
var errBodyTooLarge = errors.New("body too large")

// bounded reads from r and fails, rather than ends, after n bytes. At the end
// of r it calls done.
type bounded struct {
	r    io.Reader
	left int64
	done func()
}

func (b *bounded) Read(p []byte) (int, error) {
	if int64(len(p)) > b.left+1 {
		p = p[:b.left+1]
	}
	n, err := b.r.Read(p)
	b.left -= int64(n)
	if b.left < 0 {
		return 0, errBodyTooLarge
	}
	if errors.Is(err, io.EOF) {
		b.done()
	}
	return n, err
}
