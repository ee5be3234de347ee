package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// A person writes a past quarter's briefing into a folder, twice, and gets the same
// documents; what cannot be done is refused in words.
func TestABriefingIsWrittenIntoAFolder(t *testing.T) {
	d := newDesk(t)
	d.loadPapers()
	d.importPapers(0, d.write("papers.csv", []byte("index_number,title,office,document_number,category,formed_on,published_on,url\n"+
		"1,按时的一件,国务院办公厅,国办发〔2019〕1号,其他,2019-01-12,2019-01-25,https://www.gov.cn/1.htm\n"+
		"2,迟到的一件,国务院办公厅,国办发〔2019〕2号,其他,2019-01-12,2019-03-05,https://www.gov.cn/2.htm\n")))
	out := func(name string) string { return filepath.Join(d.data, "..", name) }
	brief := func(dir string, more ...string) []string {
		return append([]string{"brief", "--period", "2019Q1", "--as-of", "2019-03-31", "--pdf", "no", "--out", dir}, more...)
	}
	first := decode[briefAnswer](t, d.want(0, append(brief(out("first"), "--zip"), "--format", "json")...))
	if first.Kind != "quarterly" || len(first.Files) < 5 || first.SHA256 == "" || !first.Proposal {
		t.Errorf("%+v", first)
	}
	holds(t, d.want(0, brief(out("second"))...), "通报.docx", "SHA-256")
	for _, f := range first.Files {
		a, err := os.ReadFile(filepath.Join(out("first"), filepath.FromSlash(f.Name)))
		if err != nil || sha256Of(a) != f.SHA256 || len(a) != f.Size {
			t.Errorf("%s is not what the answer says: %v", f.Name, err)
		}
		b, err := os.ReadFile(filepath.Join(out("second"), filepath.FromSlash(f.Name)))
		if err != nil || filepath.Ext(f.Name) == ".docx" && !bytes.Equal(a, b) {
			t.Errorf("%s differs the second time: %v", f.Name, err)
		}
	}
	manifest, err := os.ReadFile(filepath.Join(out("first"), manifestName))
	var told briefAnswer
	if err != nil || json.Unmarshal(manifest, &told) != nil || len(told.Files) != len(first.Files) {
		t.Errorf("%s %v", manifest, err)
	}
	archive, err := zip.OpenReader(out("first") + ".zip")
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	if len(archive.File) != len(first.Files)+2 { // the manifest and the list of sums
		t.Errorf("%d files in the archive", len(archive.File))
	}
	d.refused(3, brief(out("first")), "已有别的内容")
	d.refused(3, brief(out("third"), "--kind", "annual"), "2019Q1")
	d.refused(3, brief(out("third"), "--window", "上周"), "上周")
	d.refused(3, brief(out("third"), "--block", "x", "--duty", "y"), "只能选")
	d.refused(3, brief(out("third"), "--duty", "没有这项"), "没有这项")
	d.refused(3, []string{"brief", "--period", "2019Q5", "--out", out("third")}, "2019Q5")
	d.refused(4, brief(out("third"), "--body", "nope"), "nope")
	d.refused(2, []string{"brief", "--period", "2019Q1"}, "--out")
	if _, err := os.Stat(out("third")); err == nil {
		t.Error("a refused run left a folder")
	}
}
