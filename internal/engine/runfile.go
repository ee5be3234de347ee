package engine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
)

// Info is what a client needs to reach a running engine.
type Info struct {
	PID      int       `json:"pid"` // of the owner, not of the child
	Addr     string    `json:"addr"`
	User     string    `json:"user"`
	Password string    `json:"password"`
	Since    time.Time `json:"since"`
}

// DSN is the address in the form clickhouse-go parses, without a database.
func (i Info) DSN() string {
	u := url.URL{Scheme: "clickhouse", User: url.UserPassword(i.User, i.Password), Host: i.Addr}
	return u.String()
}

// String leaves the password out, for logs.
func (i Info) String() string {
	return fmt.Sprintf("%s@%s (process %d)", i.User, i.Addr, i.PID)
}

func runFile(dir string) string { return filepath.Join(dir, "run.json") }

func (i Info) save(dir string) error {
	content, err := json.MarshalIndent(i, "", "  ")
	if err != nil {
		return err
	}
	return writeFile(runFile(dir), append(content, '\n'))
}

// Attach finds the engine that another process of the same user has started in
// a data directory. It returns ErrNotRunning when there is none, or when there
// is one that does not answer; a file left behind by a dead owner counts as
// none.
func Attach(ctx context.Context, dataDir string) (*Info, error) {
	notRunning := func(detail string, err error) error {
		return &Error{Kind: ErrNotRunning, Detail: detail, Err: err, Remedy: "start the program that owns it"}
	}
	content, err := os.ReadFile(runFile(dataDir))
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, notRunning("nothing serves "+dataDir, nil)
	case err != nil:
		return nil, dirError(dataDir, err)
	}
	info := new(Info)
	if err := json.Unmarshal(content, info); err != nil {
		return nil, notRunning("read "+runFile(dataDir), err)
	}
	if !alive(info.PID) {
		return nil, notRunning(fmt.Sprintf("process %d, which served %s, is gone", info.PID, dataDir), nil)
	}
	if err := info.ping(ctx); err != nil {
		return nil, notRunning(fmt.Sprintf("process %d owns %s but its engine does not answer", info.PID, dataDir), err)
	}
	return info, nil
}

func (i Info) ping(ctx context.Context) error {
	conn, err := clickhouse.Open(i.options())
	if err != nil {
		return err
	}
	defer conn.Close()
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	return conn.Ping(ctx)
}

func (i Info) options() *clickhouse.Options {
	return &clickhouse.Options{
		Addr:         []string{i.Addr},
		Auth:         clickhouse.Auth{Username: i.User, Password: i.Password},
		DialTimeout:  time.Second,
		MaxOpenConns: 1,
	}
}
