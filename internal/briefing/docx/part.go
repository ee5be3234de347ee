package docx

import (
	"fmt"
	"strings"
)

const (
	office   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packages = "http://schemas.openxmlformats.org/package/2006"
)

// parts are the files of the package but for the pictures, in the order they
// are written.
func (d *Document) parts(w *writer) []part {
	text := func(name string, pieces ...string) part { return part{name, []byte(strings.Join(pieces, ""))} }
	return []part{
		text("[Content_Types].xml", header, contentTypes()),
		text("_rels/.rels", header, `<Relationships xmlns="`+packages+`/relationships">`,
			`<Relationship Id="rId1" Type="`+office+`/officeDocument" Target="word/document.xml"/>`,
			`<Relationship Id="rId2" Type="`+packages+`/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`),
		text("docProps/core.xml", header, `<cp:coreProperties xmlns:cp="`+packages+`/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">`,
			`<dc:title>`, escape(d.Title), `</dc:title><dc:creator>`, escape(d.Author), `</dc:creator><dc:language>zh-CN</dc:language></cp:coreProperties>`),
		text("word/document.xml", header, `<w:document `+namespaces+`><w:body>`, w.body.String(), `</w:body></w:document>`),
		text("word/styles.xml", stylesXML(w.set, w.compact)),
		text("word/fontTable.xml", fontTableXML()),
		text("word/settings.xml", header, `<w:settings `+namespaces+`><w:mirrorMargins/><w:evenAndOddHeaders/>`+
			`<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`),
		text("word/footer1.xml", footer("right")),
		text("word/footer2.xml", footer("left")),
		text("word/_rels/document.xml.rels", header, w.relations()),
	}
}

func contentTypes() string {
	const word = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	var b strings.Builder
	b.WriteString(`<Types xmlns="` + packages + `/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>`)
	for _, p := range [][2]string{{"document", "document.main"}, {"styles", "styles"}, {"fontTable", "fontTable"}, {"settings", "settings"}, {"footer1", "footer"}, {"footer2", "footer"}} {
		fmt.Fprintf(&b, `<Override PartName="/word/%s.xml" ContentType="%s%s+xml"/>`, p[0], word, p[1])
	}
	b.WriteString(`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`)
	return b.String()
}

func (w *writer) relations() string {
	var b strings.Builder
	b.WriteString(`<Relationships xmlns="` + packages + `/relationships">`)
	for i, p := range [][2]string{{"styles", "styles"}, {"fontTable", "fontTable"}, {"settings", "settings"}, {"footer", "footer1"}, {"footer", "footer2"}} {
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s/%s" Target="%s.xml"/>`, i+1, office, p[0], p[1])
	}
	for i := range w.pictures {
		fmt.Fprintf(&b, `<Relationship Id="rIdImage%[1]d" Type="%[2]s/image" Target="media/image%[1]d.png"/>`, i+1, office)
	}
	for i, link := range w.links {
		fmt.Fprintf(&b, `<Relationship Id="rIdLink%d" Type="%s/hyperlink" Target="%s" TargetMode="External"/>`, i+1, office, escape(link))
	}
	b.WriteString(`</Relationships>`)
	return b.String()
}

// footer is the page number “— 1 —” in 4号 half-width 宋体, one character in from
// the outer edge: right on odd pages, left on even ones.
func footer(side string) string {
	run := func(inside string) string {
		return `<w:r><w:rPr>` + fonts(songTi) + `<w:sz w:val="28"/></w:rPr>` + inside + `</w:r>`
	}
	return header + `<w:ftr ` + namespaces + `><w:p><w:pPr><w:pStyle w:val="Footer"/><w:ind w:left="280" w:right="280"/><w:jc w:val="` + side + `"/></w:pPr>` +
		run(`<w:t xml:space="preserve">— </w:t>`) + run(`<w:fldChar w:fldCharType="begin"/>`) + run(`<w:instrText xml:space="preserve"> PAGE </w:instrText>`) +
		run(`<w:fldChar w:fldCharType="separate"/>`) + run(`<w:t>1</w:t>`) + run(`<w:fldChar w:fldCharType="end"/>`) + run(`<w:t xml:space="preserve"> —</w:t>`) +
		`</w:p></w:ftr>`
}
