package web

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"daylight/internal/briefing"
	"daylight/internal/disclosure"
)

// fakePress makes a small briefing of two offices.
type fakePress struct {
	mu      sync.Mutex
	err     error         // of making
	jam     error         // of printing
	holding chan struct{} // printing waits for it, when set
}

func (f *fakePress) Make(_ context.Context, r briefing.Record) (*briefing.Briefing, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.err != nil {
		return nil, f.err
	}
	words, demands := "本季度应公开{total}项，按时{met}项，按时率{rate}。"+evil, "请各科室整改。"
	table := briefing.Table{
		Code: "overall", Caption: "总体", Columns: []briefing.Column{{Key: "name", Head: "项目", Is: briefing.Words}, {Key: "total", Head: "应公开", Is: briefing.Count}, {Key: "rate", Head: "按时率", Is: briefing.Percent}},
		Rows: []briefing.Row{{Key: "now", Cells: []briefing.Cell{{Text: "本季度"}, {Number: 214}, {Number: 9206}}}},
	}
	bars := briefing.Chart{Code: "rank.bureau.rate", Title: "机关科室按时率", Alt: "机关科室按时率：办公室95.0%。", Labels: []string{"办公室", "规划财务科"}, Values: []int64{9500, 9000}, Is: briefing.Percent}
	sheet := func(code, name string) briefing.Sheet {
		return briefing.Sheet{Office: disclosure.Office{Code: code, Name: name}, Title: name + "通报单", Sections: []briefing.Section{{Parts: []briefing.Part{{Paragraph: &briefing.Paragraph{Text: "致" + name}}}}}}
	}
	return briefing.Edited(&briefing.Briefing{
		Request: r.Request, Title: "关于2026年第三季度政务公开工作情况的通报", Recipient: "局机关各科室", Issuer: "领导小组办公室",
		Sections: []briefing.Section{{Heading: "一、总体情况", Parts: []briefing.Part{
			{Paragraph: &briefing.Paragraph{Key: "overall.counts", Text: words}}, {Table: &table}, {Chart: &bars},
			{Paragraph: &briefing.Paragraph{Key: "next.demands", Text: demands}},
		}}},
		Figures: map[string]briefing.Figure{
			"total": {Text: "214", Table: "overall", Row: "now", Column: "total"}, "met": {Text: "197", Table: "overall", Row: "now"}, "rate": {Text: "92.1%", Table: "overall", Row: "now"},
		},
		Versions: briefing.Versions{Plans: []string{"mzj@1"}, Scheme: "default@0", Calendar: "c", Digest: "d"},
		Sheets:   []briefing.Sheet{sheet("bgs", "办公室"), sheet("cwk", "规划财务科")},
	}, r.Edits)
}

func (f *fakePress) Print(_ context.Context, b *briefing.Briefing, n briefing.Number, looks briefing.Looks, progress func(done, of int)) ([]briefing.Content, error) {
	f.mu.Lock()
	holding, jam := f.holding, f.jam
	f.mu.Unlock()
	progress(1, 3)
	if holding != nil {
		<-holding
	}
	if jam != nil {
		return nil, jam
	}
	content := func(name, office, kind string) briefing.Content {
		return briefing.Content{File: briefing.File{Name: name, Office: office, Type: kind}, Content: fmt.Appendf(nil, "%s %s %s %v %s", name, n, b.Title, looks.RedHead, b.Sections[0].Parts[0].Paragraph.Text)}
	}
	return []briefing.Content{content("通报.html", "", "text/html; charset=utf-8"), content("通报.docx", "", "application/x"), content("单位/办公室.docx", "bgs", "application/x"), content("单位/规划财务科.docx", "cwk", "application/x")}, nil
}

func (f *fakePress) CanPDF() bool { return false }

var errJam = errors.New("the printer is jammed")
