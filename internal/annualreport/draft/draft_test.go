package draft

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"daylight/internal/annualreport"
	"daylight/internal/briefing/docx"
	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

func sample() (*annualreport.Report, annualreport.Year, []string) {
	r := &annualreport.Report{Year: 2026}
	r.A[3], r.A[5] = 2, 17
	r.B[annualreport.RowNew] = [7]int64{12, 3, 0, 0, 0, 0, 15}
	r.B[2] = [7]int64{11, 3, 0, 0, 0, 0, 14}
	r.B[annualreport.RowTotal] = r.B[2]
	r.B[annualreport.RowCarried] = [7]int64{1, 0, 0, 0, 0, 0, 1}
	return r, annualreport.Year{Body: disclosure.Body{Name: "安顺市民政局"}, AsOf: workday.MustDate("2027-01-12").End(),
		Due: 214, InTime: 197, Late: 12, Missing: 5, Answered: 14, AnsweredInTime: 13, Channels: []string{"民政网站", "微信公众号"}, Briefings: 4}, []string{"申请〔2026〕3号未填申请人类别"}
}

func TestSixChaptersInTheOrderOfTheForm(t *testing.T) {
	d := Document(sample())
	var chapters []string
	tables := 0
	for _, b := range d.Blocks {
		switch b := b.(type) {
		case docx.Paragraph:
			if b.Style == docx.Heading1 {
				chapters = append(chapters, b.Runs[0].Text)
			}
		case docx.Table:
			tables++
		}
	}
	want := "一、总体情况 二、主动公开政府信息情况 三、收到和处理政府信息公开申请情况 四、政府信息公开行政复议、行政诉讼情况 五、存在的主要问题及改进情况 六、其他需要报告的事项"
	if got := strings.Join(chapters, " "); got != want || tables != 3 {
		t.Errorf("chapters %q, %d tables", got, tables)
	}
	var first, second bytes.Buffer
	if err := d.Write(&first); err != nil {
		t.Fatal(err)
	}
	if err := Document(sample()).Write(&second); err != nil || !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("two drafts of the same year differ", err)
	}
	if path := os.Getenv("DRAFT"); path != "" {
		if err := os.WriteFile(path, first.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
