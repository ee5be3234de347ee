package briefing

import (
	"context"
	"fmt"
	"time"

	"daylight/internal/workday"
)

// State is how far a briefing has come.
type State int

// The states of a briefing, in their order.
const (
	Draft     State = iota + 1 // 草稿
	Submitted                  // 送审
	Approved                   // 已批准
	Issued                     // 已印发: nothing about it changes any more
	Dropped                    // 已作废: a draft that will not be issued; it never had a number
)

// States lists the states in their order.
var States = []State{Draft, Submitted, Approved, Issued, Dropped}

var stateKeys = map[State]string{Draft: "draft", Submitted: "submitted", Approved: "approved", Issued: "issued", Dropped: "dropped"}

// Key is the state's stable name, in addresses, answers and the catalogue.
func (s State) Key() string { return stateKeys[s] }

// Number is an issue's number: 〔2026〕第3期.
type Number struct{ Year, Issue int }

// String prints the number as it stands on the paper.
func (n Number) String() string { return fmt.Sprintf("〔%d〕第%d期", n.Year, n.Issue) }

// Before reports whether n was taken before m.
func (n Number) Before(m Number) bool {
	return n.Year < m.Year || n.Year == m.Year && n.Issue < m.Issue
}

// Record is a briefing in the register (通报台账) as known at some moment.
type Record struct {
	ID      string // stable, short
	State   State
	Request Request
	Number  Number // zero until issued
	// Reissues is the record that this one replaces by decision; "" for a first issue.
	Reissues string
	Decision string            // who decided on the re-issue, and why
	Edits    map[string]string // words changed by hand, by paragraph key
	Steps    []Step            // what happened to it, in order
	// Digest is the SHA-256 of the value as issued; "" before.
	Digest string
	// Files are the issued files: name and SHA-256; empty before.
	Files []File
}

// OwnWords in place of an edit take it back. No words can read so.
const OwnWords = "{}"

// IssuedIn counts the issues that bear a number of the year.
func IssuedIn(records []Record, year int) (n int) {
	for _, r := range records {
		if r.State == Issued && r.Number.Year == year {
			n++
		}
	}
	return n
}

// Step is one act on a briefing.
type Step struct {
	To     State
	Actor  string
	At     time.Time
	Note   string
	Edited []string // keys of the paragraphs changed, in their order
}

// File is one issued file.
type File struct {
	Name   string // 通报.docx, or 单位/办公室.docx
	Office string // code of the office whose sheet it is; "" for the briefing itself
	Type   string
	Size   int
	SHA256 string
}

// Issue is what is frozen when a briefing is issued.
type Issue struct {
	Value *Briefing
	Files []Content // in the order in which they are listed
}

// Content is a file with what is in it. Size and SHA256 are counted by the register.
type Content struct {
	File
	Content []byte
}

// Register keeps briefings. Acts are only added; an issued briefing's files and
// value never change.
type Register interface {
	// Briefings lists the body's records, the last prepared first.
	Briefings(ctx context.Context, body string, asOf time.Time) ([]Record, error)
	// Briefing returns one record; ErrNotFound of the domain when there is none.
	Briefing(ctx context.Context, body, id string) (Record, error)
	// Prepare adds a draft. Without an id it is given one; an id that is there
	// already is refused, so that two who prepare the same make it once.
	Prepare(ctx context.Context, r Record, actor string) (Record, error)
	// Edit keeps the words of paragraphs; only drafts take them. Empty words drop a
	// paragraph, and OwnWords give it back as the program wrote it.
	Edit(ctx context.Context, body, id string, edits map[string]string, actor string) (Record, error)
	// Move takes it to the next state (or back to draft), with a note.
	Move(ctx context.Context, body, id string, to State, actor, note string) (Record, error)
	// Issue freezes it: the next number of the year of issuedOn is taken, render is
	// called once with it, and value and files are stored, all or nothing. Two
	// issues at once get consecutive numbers.
	Issue(ctx context.Context, body, id string, issuedOn workday.Date, actor string, render func(Record) (Issue, error)) (Record, error)
	// Frozen returns the value of an issued briefing, exactly as it was issued.
	Frozen(ctx context.Context, body, id string) (*Briefing, error)
	// FileContent returns an issued file by name.
	FileContent(ctx context.Context, body, id, name string) ([]byte, error)
}
