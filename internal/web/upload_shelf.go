package web

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"sync"
	"time"

	"daylight/internal/intake"
)

// Bounds of the files that lie between the steps of an upload.
const (
	uploadKept  = 30 * time.Minute
	mostUploads = 10 // of all people together
	ownUploads  = 3  // of one account; the oldest makes room
)

// shelf keeps uploaded files for a short while, each for the account that
// brought it. Their names are taken off the disk as soon as they are open, so
// that nobody else can find them and nothing is left when the program ends,
// however it ends.
type shelf struct {
	folder string // "": the system's
	now    func() time.Time
	mu     sync.Mutex
	held   map[string]*upload
}

// upload is a file on its way into the ledger.
type upload struct {
	mu      sync.Mutex // one step at a time
	token   string
	account string
	body    string
	name    string
	size    int64
	file    *os.File
	until   time.Time
	since   time.Time
	columns []fileColumn    // as found
	digest  string          // of the header rows
	mapping *intake.Mapping // nil: the headers are understood as they stand
	known   bool            // the mapping is the one that was remembered
	result  *intake.Result  // of the import, when it is done
	words   []string        // the first reasons why rows were returned
	closed  bool
	returns *os.File // rows not taken
	ending  string   // of their file's name
}

var errShelfFull = errors.New("too many uploads under way")

func newShelf(folder string, now func() time.Time) *shelf {
	return &shelf{folder: folder, now: now, held: map[string]*upload{}}
}

// put writes a stream to a file without a name and gives it a token.
func (s *shelf) put(account, body, name string, content io.Reader) (*upload, error) {
	if err := s.makeRoom(account); err != nil {
		return nil, err
	}
	file, err := s.nameless()
	if err != nil {
		return nil, err
	}
	size, err := io.Copy(file, content)
	if err != nil {
		file.Close()
		return nil, err
	}
	key := make([]byte, 24)
	rand.Read(key) // never fails
	now := s.now()
	u := &upload{token: hex.EncodeToString(key), account: account, body: body, name: name, size: size, file: file, since: now, until: now.Add(uploadKept)}
	s.mu.Lock()
	s.held[u.token] = u
	s.mu.Unlock()
	time.AfterFunc(uploadKept, func() { s.drop(u) })
	return u, nil
}

func (s *shelf) nameless() (*os.File, error) {
	file, err := os.CreateTemp(s.folder, "daylight-upload-*") // readable by this user alone
	if err != nil {
		return nil, err
	}
	if err := os.Remove(file.Name()); err != nil {
		file.Close()
		return nil, err
	}
	return file, nil
}

func (s *shelf) makeRoom(account string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var oldest *upload
	own := 0
	for _, u := range s.held {
		if u.account != account {
			continue
		}
		if own++; oldest == nil || u.since.Before(oldest.since) {
			oldest = u
		}
	}
	if own >= ownUploads {
		delete(s.held, oldest.token)
		go oldest.close()
	}
	if len(s.held) >= mostUploads {
		return errShelfFull
	}
	return nil
}

// get finds the account's own upload.
func (s *shelf) get(token, account, body string) (*upload, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	u, ok := s.held[token]
	if !ok || u.account != account || u.body != body || !s.now().Before(u.until) {
		return nil, false
	}
	return u, true
}

func (s *shelf) drop(u *upload) {
	s.mu.Lock()
	delete(s.held, u.token)
	s.mu.Unlock()
	u.close()
}

func (u *upload) close() {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.closed = true
	u.file.Close()
	if u.returns != nil {
		u.returns.Close()
	}
}
