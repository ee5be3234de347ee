package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"strings"
	"testing"
)

var out = flag.String("out", "", "write the sample document to this file, to look at it")

func sample() *Document {
	d := &Document{Title: "关于2026年第三季度政务公开情况的通报", Author: "办公室"}
	d.Blocks = append(d.Blocks, Text(Title, "关于2026年第三季度政务公开情况的通报"), Text(Recipient, "局机关各科室、局属各单位："))
	for range 40 {
		d.Blocks = append(d.Blocks, Text(Body, strings.Repeat("按照方案要求公开", 9)+"。"))
	}
	d.Blocks = append(d.Blocks, Text(Heading1, "一、总体情况"), Text(Heading2, "（一）公开情况"), Text(Body, "数据 <b>&amp;</b> \x01 “引号” ]]>"))
	t := Table{Columns: []Column{{"序号", 1, Centre}, {"科室", 4, Left}, {"按时率", 2, Right}}}
	for range 60 {
		t.Rows = append(t.Rows, []Cell{{Text: "1"}, {Text: "社会组织管理科"}, {Text: "92.1%"}})
	}
	d.Blocks = append(d.Blocks, t, Text(Signature, "2026年10月27日"))
	return d
}

func bytesOf(t *testing.T, d *Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := d.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestTheSameDocumentGivesTheSameBytes(t *testing.T) {
	if !bytes.Equal(bytesOf(t, sample()), bytesOf(t, sample())) {
		t.Error("two runs differ")
	}
}

func TestEveryPartIsWellFormed(t *testing.T) {
	data := bytesOf(t, sample())
	if *out != "" {
		if err := os.WriteFile(*out, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		for dec := xml.NewDecoder(r); ; {
			if _, err := dec.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
		}
	}
}
