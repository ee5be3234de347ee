package evidence

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"testing"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
)

func picture() image.Image {
	m := image.NewNRGBA(image.Rect(0, 0, 40, 30))
	for i := range 40 * 30 {
		m.Set(i%40, i/40, color.NRGBA{uint8(i), uint8(i * 3), uint8(i * 7), 255})
	}
	return m
}

func aPNG() []byte {
	var b bytes.Buffer
	_ = png.Encode(&b, picture())
	return b.Bytes()
}

func aJPEG() []byte {
	var b bytes.Buffer
	_ = jpeg.Encode(&b, picture(), nil)
	return b.Bytes()
}

func aZIP() []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, _ := w.Create("a.class")
	_, _ = f.Write([]byte("hello"))
	_ = w.Close()
	return b.Bytes()
}

// aPDF makes a PDF of objects; catalog goes into the catalogue.
func aPDF(catalog string, more ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	objects := append([]string{"<< /Type /Catalog /Pages 2 0 R " + catalog + " >>", "<< /Type /Pages /Kids [] /Count 0 >>"}, more...)
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.Bytes()
}

func stream(dict, plain string) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, _ = z.Write([]byte(plain))
	_ = z.Close()
	return fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", dict, b.Len(), b.String())
}

func chunk(kind, body string) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	b = append(b, kind+body...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE([]byte(kind+body)))
}

// inPNG puts a chunk behind the head of a picture.
func inPNG(kind, body string) []byte {
	return slices.Insert(aPNG(), 33, chunk(kind, body)...)
}

func inJPEG(marker byte, body string) []byte {
	return slices.Insert(aJPEG(), 2, append([]byte{0xff, marker, byte((len(body) + 2) >> 8), byte(len(body) + 2)}, body...)...)
}

func join(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

func changed(b []byte, from, to string) []byte { return bytes.Replace(b, []byte(from), []byte(to), 1) }

func huge(b []byte) []byte {
	b = bytes.Clone(b)
	binary.BigEndian.PutUint32(b[16:], 60_000)
	binary.BigEndian.PutUint32(b[20:], 60_000)
	binary.BigEndian.PutUint32(b[29:], crc32.ChecksumIEEE(b[12:29]))
	return b
}

func hugeJPEG() []byte {
	b := aJPEG()
	i := bytes.Index(b, []byte{0xff, 0xc0})
	copy(b[i+5:], []byte{0xff, 0xff, 0xff, 0xff})
	return b
}

func TestAttachmentsAreWhatTheySeemAndNothingBeside(t *testing.T) {
	objStm := "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode"
	for name, c := range map[string]struct {
		content []byte
		want    string // type, or the code of the refusal
	}{
		"PNG 图片":       {aPNG(), PNG},
		"JPEG 图片":      {aJPEG(), JPEG},
		"PDF 文件":       {aPDF(""), PDF},
		"JPEG 末尾补零":    {join(aJPEG(), make([]byte, 500)), JPEG},
		"JPEG 带注释":     {inJPEG(0xfe, "现场照片"), JPEG},
		"PDF 打开到某一页":   {aPDF("/OpenAction [3 0 R /XYZ null null 0]"), PDF},
		"PDF 有压缩的对象":   {aPDF("", stream(objStm, "9 0 << /Type /Page >>")), PDF},
		"空文件":          {nil, "empty"},
		"超过十兆":         {join(aPNG(), make([]byte, MaxBytes)), "large"},
		"文字":           {[]byte("hello"), "type"},
		"GIF":          {[]byte("GIF89a" + strings.Repeat("\x00", 50)), "type"},
		"SVG":          {[]byte("<svg xmlns='http://www.w3.org/2000/svg'/>"), "type"},
		"压缩包":          {aZIP(), "type"},
		"图片前面有东西":      {join([]byte("x"), aPNG()), "type"},
		"PNG 截断":       {aPNG()[:len(aPNG())-5], "damaged"},
		"PNG 校验码不对":    {changed(aPNG(), "IDAT", "IDAU"), "damaged"},
		"PNG 没有像素":     {join([]byte(pngHead), chunk("IHDR", "\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00"), chunk("IEND", "")), "damaged"},
		"PNG 像素不够":     {join([]byte(pngHead), chunk("IHDR", "\x00\x00\x00\x09\x00\x00\x00\x09\x08\x02\x00\x00\x00"), chunk("IDAT", packed("\x00\x00")), chunk("IEND", "")), "damaged"},
		"PNG 后面有压缩包":   {join(aPNG(), aZIP()), "trailing"},
		"PNG 后面补零":     {join(aPNG(), make([]byte, 3)), "trailing"},
		"PNG 尺寸过大":     {huge(aPNG()), "dimensions"},
		"PNG 注释里藏压缩包":  {inPNG("tEXt", string(aZIP())), "polyglot"},
		"PNG 注释里藏脚本":   {inPNG("tEXt", "a\x00<ScRiPt>alert(1)</script>"), "polyglot"},
		"PNG 注释里藏 PDF": {inPNG("tEXt", "a\x00%PDF-1.4"), "polyglot"},
		"PNG 有不认识的关键块": {inPNG("EVIL", "x"), "damaged"},
		"JPEG 截断":      {aJPEG()[:len(aJPEG())-2], "damaged"},
		"JPEG 只有头":     {[]byte("\xff\xd8\xff\xe0"), "damaged"},
		"JPEG 没有图像":    {[]byte("\xff\xd8\xff\xd9"), "damaged"},
		"JPEG 后面有网页":   {join(aJPEG(), []byte("<html>")), "trailing"},
		"JPEG 后面有压缩包":  {join(aJPEG(), aZIP()), "trailing"},
		"JPEG 尺寸过大":    {hugeJPEG(), "dimensions"},
		"JPEG 注释里藏网页":  {inJPEG(0xfe, "<!DOCTYPE html><p>"), "polyglot"},
		"JPEG 注释里藏程序":  {inJPEG(0xfe, "<?php system($_GET[0]);"), "polyglot"},
		"JPEG 注释里藏压缩包": {inJPEG(0xfe, string(aZIP())), "polyglot"},
		"PDF 没有结尾":     {changed(aPDF(""), "%%EOF", ""), "damaged"},
		"PDF 目录位置不对":   {changed(aPDF(""), "startxref\n", "startxref\n9"), "damaged"},
		"PDF 后面有东西":    {join(aPDF(""), aZIP()), "damaged"},
		"PDF 脚本":       {aPDF("", "<< /S /JavaScript /JS (app.alert(1)) >>"), "active"},
		"PDF 名字转义的脚本":  {aPDF("", "<< /S /J#61va#53cript /JS (x) >>"), "active"},
		"PDF 打开时动作":    {aPDF("/OpenAction 3 0 R"), "active"},
		"PDF 打开时动作在数组之外再来一次": {aPDF("/OpenAction [3 0 R /Fit] /OpenAction << /S /Named >>"), "active"},
		"PDF 启动程序":      {aPDF("", "<< /S /Launch /F (cmd.exe) >>"), "active"},
		"PDF 内嵌文件":      {aPDF("/Names << /EmbeddedFiles 3 0 R >>"), "active"},
		"PDF 表单程序":      {aPDF("/AcroForm << /XFA [ ] >>"), "active"},
		"PDF 压缩对象里的脚本":  {aPDF("", stream(objStm, "9 0 << /S /JavaScript /JS (x) >>")), "active"},
		"PDF 不认类型的压缩对象": {aPDF("", stream("/Filter /FlateDecode % obj", "9 0 << /S /Launch >>")), "active"},
		"PDF 压缩对象用别的编码": {aPDF("", stream("/Type /ObjStm /N 1 /First 4 /Filter /ASCIIHexDecode", "9 0 << >>")), "opaque"},
		"PDF 加密":        {changed(aPDF(""), "/Root", "/Encrypt 5 0 R /Root"), "locked"},
		"PDF 里藏网页":      {aPDF("", "<< /T (<script>x</script>) >>"), "polyglot"},
		"PDF 展开后太大":     {aPDF("", stream(objStm, strings.Repeat(" ", mostUnpacked+1))), "opaque"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Check("../照片.jpg", c.content)
			var words *disclosure.Error
			if errors.As(err, &words) {
				got = strings.TrimPrefix(words.Code, "intake.evidence_")
				for _, lang := range i18n.Langs {
					if s := i18n.ErrorText(lang, err); !strings.Contains(s, "照片.jpg") || strings.Contains(s, "..") || strings.Contains(s, "%!") {
						t.Errorf("words: %s", s)
					}
				}
			}
			if got != c.want {
				t.Errorf("got %q, %v; want %q", got, err, c.want)
			}
		})
	}
}

func packed(s string) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, _ = z.Write([]byte(s))
	_ = z.Close()
	return b.String()
}

func TestEveryPictureOfThisHouseIsSound(t *testing.T) {
	for name, m := range map[string]image.Image{
		"灰度": image.NewGray(image.Rect(0, 0, 33, 7)), "灰度十六位": image.NewGray16(image.Rect(0, 0, 5, 9)),
		"十六位": image.NewNRGBA64(image.Rect(0, 0, 5, 9)), "不透明": image.NewRGBA(image.Rect(0, 0, 1, 1)),
		"调色板": image.NewPaletted(image.Rect(0, 0, 13, 3), color.Palette{color.Black, color.White}),
	} {
		var b bytes.Buffer
		if err := png.Encode(&b, m); err != nil {
			t.Fatal(err)
		}
		if _, err := Check(name, b.Bytes()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestNamesOfAttachmentsAreClean(t *testing.T) {
	for _, c := range []struct{ name, Type, want string }{
		{`C:\照片\公示栏.JPG`, JPEG, "公示栏.jpg"}, {"a.exe", PNG, "a.exe.png"}, {"../../etc/passwd", PDF, "passwd.pdf"}, {"照\u202egpj.exe", JPEG, "照gpj.exe.jpg"},
		{"", PNG, "附件.png"}, {"..", PDF, "附件.pdf"}, {"a<b>:\"|?*%.pdf", PDF, "a_b_______.pdf"}, {strings.Repeat("长", 200) + ".pdf", PDF, strings.Repeat("长", 76) + ".pdf"},
		{"一.jpeg", JPEG, "一.jpg"}, {"\xff\x00\n.png", PNG, "附件.png"},
	} {
		if got := CleanName(c.name, c.Type); got != c.want {
			t.Errorf("%q: got %q, want %q", c.name, got, c.want)
		}
	}
}
