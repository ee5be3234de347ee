package main

import (
	"archive/zip"
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
	files, err := press{st}.Print(ctx, b, briefing.Number{}, briefing.Looks{PDF: c.PDF != "no"}, progress)
	if err != nil && c.PDF == "auto" && ctx.Err() == nil {
		fmt.Fprintln(app.Err, i18n.T(app.Lang, "briefings.cli.pdf"), app.words(err))
		files, err = press{st}.Print(ctx, b, briefing.Number{}, briefing.Looks{}, progress)
	}
	if bar != nil {
		_ = bar.Finish()
	}
	return files, err
}

// write puts the files into the folder, the manifest last, and beside it the archive.
func (c *BriefCmd) write(app *App, b *briefing.Briefing, files []briefing.Content) error {
	answer := answerOf(b, files)
	manifest, err := json.MarshalIndent(answer, "", "  ")
	if err != nil {
		return fmt.Errorf("write manifest: %w", err)
	}
	all := append(files[:len(files):len(files)], briefing.Content{File: briefing.File{Name: manifestName}, Content: append(manifest, '\n')})
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
		packed, err := pack(all)
		if err != nil {
			return fmt.Errorf("write archive: %w", err)
		}
		if err := os.WriteFile(filepath.Clean(c.Out)+".zip", packed, 0o644); err != nil {
			return err
		}
	}
	return answer.print(app, c.Out)
}

// pack makes one archive; the same files always give the same bytes.
func pack(files []briefing.Content) ([]byte, error) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range files {
		part, err := w.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			return nil, err
		}
		if _, err := part.Write(f.Content); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return out.Bytes(), err
}

func sha256Of(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}
