// Package draft writes the draft (送审稿) of the yearly report on government
// information: the six chapters in the order of the form, with the three tables.
// What only people know stands in 【】, so that nobody takes it for finished.
package draft

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"daylight/internal/annualreport"
	"daylight/internal/briefing/docx"
	"daylight/internal/workday"
)

// Document composes the draft.
//
// Gaps are what the ledger does not say; they stand after the tables, for whoever completes it.
func Document(r *annualreport.Report, y annualreport.Year, gaps []string) *docx.Document {
	title := fmt.Sprintf("%s%d年政府信息公开工作年度报告", y.Body.Name, r.Year)
	office := cmp.Or(y.Office, "局办公室")
	d := &docx.Document{Title: title, Author: y.Body.Name}
	add := func(blocks ...docx.Block) { d.Blocks = append(d.Blocks, blocks...) }
	say := func(style docx.Style, format string, args ...any) {
		add(docx.Paragraph{Style: style, Runs: []docx.Run{{Text: fmt.Sprintf(format, args...)}}, KeepNext: style == docx.Heading1 || style == docx.Heading2})
	}
	say(docx.Title, "%s", title)
	say(docx.Body, "根据《中华人民共和国政府信息公开条例》第五十条和《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）要求，编制本报告。统计期限为%d年1月1日至12月31日，数据截至%s。", r.Year, moment(y.AsOf))
	say(docx.Heading1, "一、总体情况")
	overall(r, y, office, say)
	say(docx.Heading1, "二、主动公开政府信息情况")
	add(tableA(r))
	say(docx.Heading1, "三、收到和处理政府信息公开申请情况")
	add(tableB(r))
	say(docx.Heading1, "四、政府信息公开行政复议、行政诉讼情况")
	add(tableC(r))
	say(docx.Heading1, "五、存在的主要问题及改进情况")
	problems(y, office, say)
	say(docx.Heading1, "六、其他需要报告的事项")
	say(docx.Body, "【请%s补充：本年度是否收取信息处理费及金额；没有其他需要报告的事项的，写明“无”。】", office)
	add(docx.Text(docx.Signature, y.Body.Name), docx.Text(docx.Signature, "    年  月  日"))
	if len(gaps) > 0 {
		say(docx.Small, "【印发前须核实的登记内容，核实后删去本段：%s】", strings.Join(gaps, "；"))
	}
	return d
}

type sayer func(style docx.Style, format string, args ...any)

func overall(r *annualreport.Report, y annualreport.Year, office string, say sayer) {
	b := func(row int) int64 { return r.B[row][annualreport.ColTotal] }
	say(docx.Heading2, "（一）主动公开")
	say(docx.Body, "全年应公开事项%d项，按时公开%d项，部分完成%d项，逾期公开%d项，逾期未公开%d项。制发行政规范性文件%d件，废止%d件，现行有效%d件。",
		y.Due, y.InTime, y.Partial, y.Late, y.Missing, r.A[3], r.A[4], r.A[5])
	say(docx.Heading2, "（二）依申请公开")
	switch {
	case b(annualreport.RowNew)+b(annualreport.RowBrought) == 0:
		say(docx.Body, "全年未收到政府信息公开申请，也没有上年结转的申请。")
	default:
		say(docx.Body, "全年新收政府信息公开申请%d件，上年结转%d件；办结%d件，结转下年度继续办理%d件。全年到期的申请%d件，按期答复%d件。",
			b(annualreport.RowNew), b(annualreport.RowBrought), b(annualreport.RowTotal), b(annualreport.RowCarried), y.Answered, y.AnsweredInTime)
	}
	say(docx.Heading2, "（三）政府信息管理")
	say(docx.Body, "【请%s补充：公开属性源头认定、保密审查、规范性文件清理等情况。】", office)
	say(docx.Heading2, "（四）平台建设")
	say(docx.Body, "公开渠道：%s。【请%s补充：平台建设和维护情况。】", strings.Join(y.Channels, "、"), office)
	say(docx.Heading2, "（五）监督保障")
	say(docx.Body, "全年印发政务公开工作通报%d期。【请%s补充：考核、培训、社会评议和责任追究情况。】", y.Briefings, office)
}

func problems(y annualreport.Year, office string, say sayer) {
	if y.Late+y.Missing == 0 {
		say(docx.Body, "全年应公开事项没有逾期。【请%s补充：其他问题及改进情况。】", office)
		return
	}
	say(docx.Body, "全年逾期公开%d项、逾期未公开%d项，公开的及时性有待加强。【请%s补充：原因、上年问题的整改情况和改进措施。】", y.Late, y.Missing, office)
}

// moment says until when facts were known; as-of is exclusive.
func moment(asOf time.Time) string {
	last := asOf.Add(-time.Millisecond)
	d := workday.DateOf(last)
	text := fmt.Sprintf("%d年%d月%d日", d.Year(), int(d.Month()), d.Day())
	if d.End().Equal(asOf) {
		return text + "24时"
	}
	return text + last.In(workday.Beijing).Format("15时04分")
}
