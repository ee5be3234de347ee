package pdf

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"daylight/internal/briefing"
	"daylight/internal/briefing/document"
	"daylight/internal/briefing/html"
	"daylight/internal/testkit/papers"
)

var out = flag.String("out", "", "write the printed pages into this folder, to look at them")

func start(t *testing.T) *Browser {
	t.Helper()
	name := os.Getenv("CHROMIUM")
	if name == "" {
		name = "chromium"
	}
	b, err := Start(papers.Tool(t, name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
		if _, err := os.Stat(b.home); err == nil {
			t.Error("the profile is still there")
		}
	})
	return b
}

var issued = time.Date(2026, 10, 15, 1, 2, 3, 0, time.UTC)

func TestAQuarterIsPrinted(t *testing.T) {
	b := start(t)
	value := papers.Quarter(t, 0)
	d, err := document.Of(value, document.Options{Number: briefing.Number{Year: 2026, Issue: 3}, RedHead: "政务公开工作通报"})
	if err != nil {
		t.Fatal(err)
	}
	var page bytes.Buffer
	if err := html.Page(&page, d); err != nil {
		t.Fatal(err)
	}
	data, err := b.Print(context.Background(), page.Bytes(), issued)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(data, []byte("/CreationDate (D:20261015010203+00'00')")) {
		t.Error("the file is not dated as it was told")
	}
	file := filepath.Join(t.TempDir(), "quarter.pdf")
	if *out != "" {
		file = filepath.Join(*out, "quarter-web.pdf")
	}
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	pages := papers.Pages(t, file)
	for n, p := range pages {
		at := slices.IndexFunc(p.Lines, func(l papers.Line) bool {
			return strings.HasPrefix(l.Text, "— ") && strings.HasSuffix(l.Text, " —")
		})
		if at < 0 {
			t.Fatalf("page %d has no number: %v", n+1, p.Lines)
		}
		if right := p.Lines[at].Left > p.Width/2; right != (n%2 == 0) {
			t.Errorf("page %d: its number is at %.0f of %.0f", n+1, p.Lines[at].Left, p.Width)
		}
	}
	if !pages[len(pages)-1].Has(value.Versions.Digest) {
		t.Error("the last page lacks the digest")
	}
}

func TestOneBrowserPrintsManyPages(t *testing.T) {
	b := start(t)
	for _, name := range []string{"办公室", "规划财务科", "社会救助局"} {
		data, err := b.Print(context.Background(), []byte(`<!DOCTYPE html><meta charset="utf-8"><title>单</title><script>document.title='x';document.body.innerHTML='脚本'</script><p>`+name), issued)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "one.pdf")
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		pages := papers.Pages(t, file)
		if len(pages) != 1 || !pages[0].Has(name) || pages[0].Has("脚本") {
			t.Errorf("%s: %v", name, pages)
		}
	}
}

func TestAMissingBrowserIsSaid(t *testing.T) {
	if _, err := Find("/nowhere/chromium"); !errors.Is(err, ErrNoBrowser) || !strings.Contains(err.Error(), "/nowhere/chromium") {
		t.Errorf("a missing browser: %v", err)
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := Find(""); !errors.Is(err, ErrNoBrowser) {
		t.Errorf("no browser at all: %v", err)
	}
}

func TestABrowserThatEndedIsSaid(t *testing.T) {
	b, err := Start("/bin/true")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if _, err := b.Print(ctx, []byte("x"), issued); err == nil || ctx.Err() != nil {
		t.Errorf("a program that is no browser printed, or took too long: %v", err)
	}
	b.to.Close()
	_ = b.Close()
}
