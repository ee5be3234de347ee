package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"daylight/internal/briefing"
	"daylight/internal/briefing/files"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/store"
)

const manifestName = "manifest.json"

// emptyFolder refuses a folder in which something lies already.
func emptyFolder(dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("read %s: %w", dir, err)
	case len(entries) > 0:
		return &disclosure.Error{Kind: disclosure.Clashes, Code: "briefings.cli.out_full", Args: []any{dir}}
	}
	return nil
}

// filesBar shows on a terminal how many files are drawn; nil elsewhere.
func filesBar(app *App, files int) *progressbar.ProgressBar {
	f, ok := app.Err.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return nil
	}
	return progressbar.NewOptions(files, progressbar.OptionSetWriter(f), progressbar.OptionSetDescription(i18n.T(app.Lang, "briefings.cli.writing")),
		progressbar.OptionShowCount(), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
}

// print draws all files. Where a PDF is only asked for if it can be had, its lack
// is said and everything else written.
func (c *BriefCmd) print(ctx context.Context, st *store.Store, app *App, b *briefing.Briefing, bar *progressbar.ProgressBar) ([]briefing.Content, error) {
	progress := func(done, of int) {
		if bar != nil {
			bar.ChangeMax(of)
			_ = bar.Set(done) // a bar that cannot be drawn is no loss
		}
	}
	p := press{st}
	contents, err := p.Print(ctx, b, briefing.Number{}, briefing.Looks{PDF: c.PDF != "no"}, progress)
	if err != nil && c.PDF == "auto" && ctx.Err() == nil {
		fmt.Fprintln(app.Err, i18n.T(app.Lang, "briefings.cli.pdf"), app.words(err))
		contents, err = p.Print(ctx, b, briefing.Number{}, briefing.Looks{}, progress)
	}
	if bar != nil {
		_ = bar.Finish()
	}
	return contents, err
}

// write puts the files into the folder, the manifest last, and beside it the archive.
func (c *BriefCmd) write(app *App, b *briefing.Briefing, contents []briefing.Content) error {
	answer := answerOf(b, contents)
	manifest, err := json.MarshalIndent(answer, "", "  ")
	if err != nil {
		return fmt.Errorf("write manifest: %w", err)
	}
	all := append(contents[:len(contents):len(contents)], briefing.Content{File: briefing.File{Name: manifestName}, Content: append(manifest, '\n')})
	for _, f := range all {
		path := filepath.Join(c.Out, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, f.Content, 0o644); err != nil {
			return err
		}
	}
	if c.Zip {
		var packed bytes.Buffer
		if err := files.Zip(&packed, archived(all)); err != nil {
			return fmt.Errorf("write archive: %w", err)
		}
		if err := os.WriteFile(filepath.Clean(c.Out)+".zip", packed.Bytes(), 0o644); err != nil {
			return err
		}
	}
	return answer.print(app, c.Out)
}

// archived gives files the sums that the archive lists.
func archived(contents []briefing.Content) []files.File {
	list := make([]files.File, len(contents))
	for n, f := range contents {
		f.Size, f.SHA256 = len(f.Content), sha256Of(f.Content)
		list[n] = files.File{File: f.File, Content: f.Content}
	}
	return list
}

func sha256Of(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}
