package docx

import "fmt"

const emuPerMM = 36000

func (p Picture) write(w *writer) {
	n := len(w.pictures) + 1
	w.pictures = append(w.pictures, part{fmt.Sprintf("word/media/image%d.png", n), p.PNG})
	cx, cy := int(p.WidthMM*emuPerMM), int(p.HeightMM*emuPerMM)
	keep := ""
	if p.Caption != "" {
		keep = `<w:keepNext/>`
	}
	fmt.Fprintf(&w.body, `<w:p><w:pPr>`+keep+`<w:keepLines/><w:spacing w:before="120" w:after="60"/><w:jc w:val="center"/></w:pPr><w:r><w:drawing>`+
		`<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">`+
		`<wp:extent cx="%[2]d" cy="%[3]d"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="%[1]d" name="图%[1]d" descr="%[4]s"/><wp:cNvGraphicFramePr/>`+
		`<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">`+
		`<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="%[1]d" name="image%[1]d.png" descr="%[4]s"/><pic:cNvPicPr/></pic:nvPicPr>`+
		`<pic:blipFill><a:blip r:embed="rIdImage%[1]d"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>`+
		`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%[2]d" cy="%[3]d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>`+
		`</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`, n, cx, cy, escape(p.Alt))
	if p.Caption != "" {
		Text(Below, p.Caption).write(w)
	}
}
