package html

import (
	"bytes"
	"strings"
	"testing"

	xhtml "golang.org/x/net/html"

	"daylight/internal/briefing"
	"daylight/internal/briefing/document"
	"daylight/internal/briefing/docx"
	"daylight/internal/testkit/papers"
)

func quarter(t *testing.T) (*briefing.Briefing, *docx.Document) {
	t.Helper()
	b := papers.Quarter(t, 0)
	d, err := document.Of(b, document.Options{Number: briefing.Number{Year: 2026, Issue: 3}, RedHead: "政务公开工作通报", CopyTo: "局领导", Printer: "办公室"})
	if err != nil {
		t.Fatal(err)
	}
	return b, d
}

// outline walks a page: how often each element occurs, its headings' levels in
// order, and its words.
type outline struct {
	count  map[string]int
	levels []int
	words  string
	faults []string
}

func read(t *testing.T, page string) outline {
	t.Helper()
	root, err := xhtml.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	o := outline{count: map[string]int{}}
	for n := range root.Descendants() {
		if n.Type == xhtml.TextNode {
			o.words += n.Data
		}
		if n.Type != xhtml.ElementNode {
			continue
		}
		o.count[n.Data]++
		attrs := map[string]string{}
		for _, a := range n.Attr {
			attrs[a.Key] = a.Val
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				o.faults = append(o.faults, "the attribute "+a.Key+" needs a laxer policy")
			}
		}
		switch n.Data {
		case "h1", "h2", "h3", "h4":
			o.levels = append(o.levels, int(n.Data[1]-'0'))
		case "img":
			if attrs["alt"] == "" {
				o.faults = append(o.faults, "a picture has no words")
			}
		case "th":
			if attrs["scope"] == "" {
				o.faults = append(o.faults, "a head has no scope")
			}
		case "script":
			o.faults = append(o.faults, "there is a script")
		}
	}
	return o
}

func TestThePageSaysWhatThePaperSays(t *testing.T) {
	b, d := quarter(t)
	var page bytes.Buffer
	if err := Page(&page, d); err != nil {
		t.Fatal(err)
	}
	o := read(t, page.String())
	for _, f := range o.faults {
		t.Error(f)
	}
	for _, p := range b.Paragraphs() {
		if text := briefing.Text(b, *p); !strings.Contains(o.words, text) {
			t.Errorf("the page lacks: %s", text)
		}
	}
	if want := len(b.Tables()) + 1; o.count["table"] != want || o.count["h1"] != 1 || o.count["img"] == 0 {
		t.Errorf("%d tables of %d, %d titles, %d pictures", o.count["table"], want, o.count["h1"], o.count["img"])
	}
	last := 0
	for _, l := range o.levels {
		if l > last+1 {
			t.Errorf("a heading of level %d follows one of level %d", l, last)
		}
		last = l
	}
}

func TestWordsFromOutsideStayWords(t *testing.T) {
	d := &docx.Document{Title: "<script>alert(1)</script>", Blocks: []docx.Block{
		docx.Text(docx.Title, "<script>alert(1)</script>"),
		docx.Text(docx.Body, "<img src=x onerror=alert(1)>"),
		docx.Picture{Alt: `"><script>alert(1)</script>`},
		docx.Table{Caption: "</table><script>", Columns: []docx.Column{{Head: "<b>"}}, Rows: [][]docx.Cell{{{Text: "</td><script>", Link: "javascript:alert(1)"}}}},
	}}
	var page bytes.Buffer
	if err := Page(&page, d); err != nil {
		t.Fatal(err)
	}
	o := read(t, page.String())
	if len(o.faults) > 0 || o.count["a"] > 0 || o.count["b"] > 0 || o.count["img"] != 1 {
		t.Errorf("%v %v", o.faults, o.count)
	}
}
