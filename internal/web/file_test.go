package web

import (
	"bytes"
	"image"
	"image/png"
	"net/http"
	"strings"
	"testing"

	"daylight/internal/access"
)

var smallPNG = func() string {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 2, 2))); err != nil {
		panic(err)
	}
	return b.String()
}()

const smallPDF = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n" +
	"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \ntrailer<</Size 3/Root 1 0 R>>\nstartxref\n96\n%%EOF\n"

func spotCheck(file part) []part {
	return []part{
		{name: "duty", content: "2d"}, {name: "subject", content: "2026H2"}, {name: "occurred_at", content: "2026-10-7 10:00"}, {name: "attrs.result", content: "present"},
		{name: "attrs.place", content: "某窗口"}, {name: "attrs.inspector", content: "督查岗"}, file,
	}
}

func TestASpotCheckBringsItsEvidence(t *testing.T) {
	h, evidence := entryHouse(t)
	b := h.signedIn(access.Secretariat)
	at := "/enter/spot_checked"
	a := b.sendForm(at+"?duty=2d", at, spotCheck(part{"file", `C:\照片\<现场>.png`, smallPNG})...)
	if a.StatusCode != http.StatusSeeOther || len(h.ledger.events) != 1 {
		t.Fatalf("%d %s\n%s", a.StatusCode, a.text, h.log)
	}
	e := h.ledger.events[0]
	kept := evidence.kept["mzj/"+e.Attrs["attachment"]]
	if e.Attrs["attachment_name"] != "现场.png" || e.Attrs["attachment_type"] != "image/png" || string(kept.Content) != smallPNG || kept.Office != "cwk" {
		t.Errorf("%+v %+v", e.Attrs, kept)
	}
	path := "/file/" + e.Attrs["attachment"]
	got := b.get(path)
	for name, want := range map[string]string{
		"Content-Type": "image/png", "X-Content-Type-Options": "nosniff", "Content-Security-Policy": filePolicy, "Cache-Control": "private, no-cache",
		"Content-Disposition": "inline; filename*=UTF-8''%E7%8E%B0%E5%9C%BA.png",
	} {
		if got.Header.Get(name) != want {
			t.Errorf("%s is %q", name, got.Header.Get(name))
		}
	}
	if got.text != smallPNG {
		t.Error("not the file")
	}
	if a := b.get("/work"); !strings.Contains(a.text, `href="`+path+`?body=mzj"`) || !strings.Contains(a.text, "现场.png") {
		t.Error("the work list does not lead to the evidence")
	}
	if a := h.signedIn(access.Clerk).get(path); a.StatusCode != http.StatusNotFound {
		t.Errorf("a clerk of another office: %d", a.StatusCode)
	}
	if a := h.signedIn(access.Admin).get(path); a.StatusCode != http.StatusForbidden {
		t.Errorf("the administrator: %d", a.StatusCode)
	}
}

func TestAPaperIsNotOpenedInTheBrowser(t *testing.T) {
	h, _ := entryHouse(t)
	b := h.signedIn(access.Secretariat)
	b.sendForm("/enter/spot_checked?duty=2d", "/enter/spot_checked", spotCheck(part{"file", "a.pdf", smallPDF})...)
	a := b.get("/file/" + h.ledger.events[0].Attrs["attachment"])
	if a.Header.Get("Content-Type") != "application/pdf" || !strings.HasPrefix(a.Header.Get("Content-Disposition"), "attachment;") {
		t.Errorf("%v", a.Header)
	}
}

func TestEvidenceIsToldByItsContent(t *testing.T) {
	h, evidence := entryHouse(t)
	b := h.signedIn(access.Secretariat)
	for name, content := range map[string]string{
		"网页充当图片": "<html><script>alert(1)</script>", "只有一半的图片": smallPNG[:10], "SVG": `<svg xmlns="http://www.w3.org/2000/svg"/>`, "程序": "MZ\x90",
	} {
		a := b.sendForm("/enter/spot_checked?duty=2d", "/enter/spot_checked", spotCheck(part{"file", "a.png", content})...)
		if a.StatusCode != http.StatusBadRequest || !strings.Contains(a.text, "a.png") || !strings.Contains(a.text, `value="某窗口"`) {
			t.Errorf("%s: %d", name, a.StatusCode)
		}
	}
	a := b.sendForm("/enter/spot_checked?duty=2d", "/enter/spot_checked", spotCheck(part{"file", "a.png", smallPNG + strings.Repeat("x", maxPhoto)})...)
	if a.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("too large: %d", a.StatusCode)
	}
	if len(h.ledger.events) != 0 || len(evidence.kept) != 0 {
		t.Error("kept all the same")
	}
}

func TestNoFileIsFoundByGuessing(t *testing.T) {
	h, _ := entryHouse(t)
	b := h.signedIn(access.Secretariat)
	for _, path := range []string{"/file/x", "/file/..%2f..%2fetc%2fpasswd", "/file/" + strings.Repeat("A", 64), "/file/" + strings.Repeat("0", 64), "/file/" + strings.Repeat("0", 64) + "?body=zzz"} {
		if a := b.get(path); a.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", path, a.StatusCode)
		}
	}
}
