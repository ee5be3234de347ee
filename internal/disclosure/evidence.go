package disclosure

import (
	"context"
	"time"
)

// Attachment is 佐证材料: a photo or paper that proves a fact, kept whole. The
// event names it in its attribute attachment by SHA256.
type Attachment struct {
	SHA256     string // lower-case hex, of Content
	Body       string
	Office     string // of the account that brought it
	Name       string // file name, for people
	Type       string // image/jpeg, image/png or application/pdf, as found in Content
	Content    []byte
	Actor      string
	RecordedAt time.Time
}

// Evidence keeps attachments. Keeping the same content for a body again changes
// nothing.
type Evidence interface {
	KeepAttachment(ctx context.Context, a Attachment) error
	// Attachment returns ErrNotFound when the body has none of this digest.
	Attachment(ctx context.Context, body, sha256 string) (Attachment, error)
}

// Layouts remembers how a body's tables are laid out, by their header row.
// Content is the caller's own.
type Layouts interface {
	// Layout returns ErrNotFound for a header never seen.
	Layout(ctx context.Context, body, header string) (content string, err error)
	RememberLayout(ctx context.Context, body, header, content, actor string) error
}
