package intake

import (
	"strings"

	"daylight/internal/i18n"
)

// field is what a column can carry.
type field int

const (
	fieldNone field = iota
	fieldDuty
	fieldSubject
	fieldKind
	fieldOffice
	fieldChannel
	fieldOccurred
	fieldFormed
	fieldTitle
	fieldDocument
	fieldIndex
	fieldURL
	fieldItems
	fieldNote
	fieldRef
	fieldFirstSeen
	fieldID
	fieldRecorded // of a ledger that was written out
	fieldContent  // no column: identity of a text without a number, see contentSubject
	fieldIgnored
	fieldCount
)

// spec describes a field: its name in mapping files and JSON, the headers that
// are understood as it, and the most characters it takes.
type spec struct {
	key     string
	headers []string
	longest int
}

// specs is the one table of headers; they are compared after folding width,
// space and case.
var specs = [fieldCount]spec{
	fieldDuty:      {"duty", []string{"公开事项", "事项", "事项名称", "事项编号", "事项代码"}, 200},
	fieldSubject:   {"subject", []string{"期次", "期别", "对象", "所属期", "案号", "受理编号", "申请编号"}, 10_000},
	fieldKind:      {"kind", []string{"类型", "事件", "事件类型"}, 40},
	fieldOffice:    {"office", []string{"责任科室", "责任单位", "科室", "单位", "部门", "牵头科室", "发布机构", "发布单位", "公开单位", "公开主体"}, 100},
	fieldChannel:   {"channel", []string{"渠道", "公开渠道", "发布渠道"}, 100},
	fieldOccurred:  {"occurred_at", []string{"发布时间", "公开时间", "发布日期", "公开日期", "发生时间", "办理时间", "时间", "日期", "published_at", "published_on", "occurred_on", "date"}, 40},
	fieldFormed:    {"formed_on", []string{"成文日期", "成文时间", "生成日期", "生成时间", "形成日期", "形成时间", "批复日期", "触发日期"}, 40},
	fieldTitle:     {"title", []string{"标题", "信息名称", "信息标题", "文件名称", "文件标题", "名称"}, 500},
	fieldDocument:  {"document_number", []string{"文号", "发文字号", "doc_number"}, 100},
	fieldIndex:     {"index_number", []string{"索引号", "信息索引号", "信息编号"}, 100},
	fieldURL:       {"url", []string{"链接", "网址", "地址", "链接地址", "公开链接", "link"}, 2000},
	fieldItems:     {"fields", []string{"公开要素", "要素", "公开内容"}, 2000},
	fieldNote:      {"note", []string{"备注", "说明"}, 2000},
	fieldRef:       {"ref", []string{"所指事件", "原事件"}, 100},
	fieldFirstSeen: {"first_seen", []string{"首次发现时间"}, 40},
	fieldID:        {"id", []string{"event_id"}, 100},
	fieldRecorded:  {"recorded_at", nil, 40},
	fieldContent:   {"content", nil, 0},
	fieldIgnored:   {"ignored", []string{"序号", "no", "no.", "退回原因", "reason"}, 0},
}

const (
	attrPrefix  = "attrs."
	longestAttr = 500
	// reasonHeader marks the column that a file of rejected rows has more.
	reasonHeader = "退回原因"
)

func (f field) key() string { return specs[f].key }

// fieldByKey finds a field by its name in mapping files.
func fieldByKey(key string) (field, bool) {
	for f := fieldNone + 1; f < fieldCount; f++ {
		if specs[f].key == key {
			return f, true
		}
	}
	return fieldNone, false
}

// attrHeaders are headers understood as attributes; any other attribute is
// written attrs.NAME.
var attrHeaders = func() map[string]string {
	words := map[string]string{}
	for _, s := range attrSpecs {
		for _, h := range s.headers {
			words[fold(h)] = s.key
		}
		for _, lang := range i18n.Langs {
			if h := FieldName(lang, s.key); len(s.headers) > 0 && h != s.key {
				words[fold(h)] = s.key
			}
		}
	}
	return words
}()

var headerWords = func() map[string]field {
	words := map[string]field{}
	for f := fieldNone + 1; f < fieldCount; f++ {
		if f != fieldContent {
			words[fold(specs[f].key)] = f
		}
		for _, h := range specs[f].headers {
			words[fold(h)] = f
		}
		for _, lang := range i18n.Langs {
			if f != fieldContent && f != fieldIgnored {
				words[fold(FieldName(lang, f.key()))] = f
			}
		}
	}
	return words
}()

// fieldByHeader understands a header by the table; attr names the attribute it
// stands for instead of a field.
func fieldByHeader(header string) (f field, attr string) {
	name := bareHeader(header)
	if f, ok := headerWords[name]; ok {
		return f, ""
	}
	if a, ok := attrHeaders[name]; ok {
		return fieldNone, a
	}
	if a, ok := strings.CutPrefix(name, attrPrefix); ok && validAttr(a) {
		return fieldNone, a
	}
	return fieldNone, ""
}

// validAttr reports whether name can be that of an attribute.
func validAttr(name string) bool {
	odd := func(r rune) bool { return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '_') }
	return name != "" && len(name) <= 40 && !strings.ContainsFunc(name, odd)
}

// bareHeader folds a header and takes off what forms hang on it: “*标题”,
// “标题（必填）”.
func bareHeader(header string) string {
	name := strings.Trim(fold(unguard(header)), "*")
	if open := strings.IndexByte(name, '('); open > 0 && strings.HasSuffix(name, ")") {
		name = name[:open]
	}
	return strings.TrimSuffix(name, ":")
}
