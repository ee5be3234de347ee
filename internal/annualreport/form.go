package annualreport

// Row is a row of Table B (收到和处理政府信息公开申请情况), by the code printed in the form.
type Row struct {
	Code string // "1", "3.3.8", "3.7"; the last is "4"
	Name string
	Head string // the group that the row stands under, as printed; "" for none
}

// Rows are the 25 rows of Table B in their order.
var Rows = []Row{
	{"1", "本年新收政府信息公开申请数量", ""},
	{"2", "上年结转政府信息公开申请数量", ""},
	{"3.1", "予以公开", ""},
	{"3.2", "部分公开（区分处理的，只计这一情形，不计其他情形）", ""},
	{"3.3.1", "属于国家秘密", "不予公开"},
	{"3.3.2", "其他法律行政法规禁止公开", "不予公开"},
	{"3.3.3", "危及“三安全一稳定”", "不予公开"},
	{"3.3.4", "保护第三方合法权益", "不予公开"},
	{"3.3.5", "属于三类内部事务信息", "不予公开"},
	{"3.3.6", "属于四类过程性信息", "不予公开"},
	{"3.3.7", "属于行政执法案卷", "不予公开"},
	{"3.3.8", "属于行政查询事项", "不予公开"},
	{"3.4.1", "本机关不掌握相关政府信息", "无法提供"},
	{"3.4.2", "没有现成信息需要另行制作", "无法提供"},
	{"3.4.3", "补正后申请内容仍不明确", "无法提供"},
	{"3.5.1", "信访举报投诉类申请", "不予处理"},
	{"3.5.2", "重复申请", "不予处理"},
	{"3.5.3", "要求提供公开出版物", "不予处理"},
	{"3.5.4", "无正当理由大量反复申请", "不予处理"},
	{"3.5.5", "要求行政机关确认或重新出具已获取信息", "不予处理"},
	{"3.6.1", "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "其他处理"},
	{"3.6.2", "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "其他处理"},
	{"3.6.3", "其他", "其他处理"},
	{"3.7", "总计", ""},
	{"4", "结转下年度继续办理", ""},
}

// The rows that the relations speak of, by their place in Rows.
const (
	RowNew     = 0
	RowBrought = 1
	firstReply = 2  // 3.1
	lastReply  = 22 // 3.6.3
	RowTotal   = 23
	RowCarried = 24
)

// Applicants are the codes of columns 1 to 6 of Table B; column 7 is the total.
// They are the words of the attribute applicant.
var Applicants = []string{"natural", "business", "research", "welfare", "legal", "other"}

// Columns are the heads of the seven columns of Table B.
var Columns = []string{"自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"}

// ColTotal is the place of the total among Columns.
const ColTotal = 6

// Paths are the rows of Table C (行政复议、行政诉讼情况) in their order.
var Paths = []string{"行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）"}

// Outcomes are the columns of Table C in their order; the last is the total.
var Outcomes = []string{"结果维持", "结果纠正", "其他结果", "尚未审结", "总计"}

// OutcomeTotal is the place of the total among Outcomes.
const OutcomeTotal = 4

// Line is a line of Table A (主动公开政府信息情况) and the item of 条例 art. 20 it reports.
type Line struct{ Code, Name, Item string }

// Lines are the ten cells of Table A in their order.
var Lines = []Line{
	{"rules.issued", "规章·本年制发件数", "第二十条第（一）项"},
	{"rules.repealed", "规章·本年废止件数", "第二十条第（一）项"},
	{"rules.valid", "规章·现行有效件数", "第二十条第（一）项"},
	{"normative.issued", "行政规范性文件·本年制发件数", "第二十条第（一）项"},
	{"normative.repealed", "行政规范性文件·本年废止件数", "第二十条第（一）项"},
	{"normative.valid", "行政规范性文件·现行有效件数", "第二十条第（一）项"},
	{"permit", "行政许可·本年处理决定数量", "第二十条第（五）项"},
	{"penalty", "行政处罚·本年处理决定数量", "第二十条第（六）项"},
	{"coercion", "行政强制·本年处理决定数量", "第二十条第（六）项"},
	{"fees", "行政事业性收费·本年收费金额（单位：万元）", "第二十条第（八）项"},
}

// LineFees is the one line of Table A that is money: hundredths of 万元 (yuan × 10⁻²).
const LineFees = 9

// rowOf returns the place of a reply's row, or -1.
func rowOf(code string) int {
	for n := firstReply; n <= lastReply; n++ {
		if Rows[n].Code == code {
			return n
		}
	}
	return -1
}
