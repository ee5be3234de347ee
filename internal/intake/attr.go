package intake

import (
	"slices"
	"strings"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
)

// attrForm is how the value of an attribute is written.
type attrForm int

const (
	asText   attrForm = iota + 1
	asWord            // one of a list
	asDay             // YYYY-MM-DD
	asDays            // a number of working days
	asClass           // a class of the duty
	asOffice          // an office of the plan
	asDigest          // sha256
	asMark            // 1 or nothing
	asOurs            // set here, never brought in
)

// attrSpec describes an attribute that is known: the headers that mean it, and
// the kinds that take it (none named: any kind may carry it).
type attrSpec struct {
	key     string
	form    attrForm
	headers []string
	words   []attrWord
	kinds   []disclosure.EventKind
}

// attrWord is one value of an attribute, with further words that mean it. Its
// first words stand in the catalogue.
type attrWord struct {
	value string
	also  []string
}

var openings = []disclosure.EventKind{disclosure.Triggered, disclosure.Received, disclosure.Detected}

// attrSpecs is the one table of attributes. Others may be named freely; nothing
// is known of them.
var attrSpecs = []attrSpec{
	{key: "receipt", form: asWord, headers: []string{"收件方式", "申请方式", "提交方式"}, kinds: kindsOf(disclosure.Received), words: []attrWord{
		{"in_person", []string{"当面", "现场提交", "现场"}}, {"registered_mail", []string{"挂号信", "挂号邮寄", "特快专递", "邮政特快专递"}},
		{"mail", []string{"平常信函", "普通邮寄", "信函", "邮寄"}}, {"internet", []string{"网络", "互联网", "网上", "网上提交", "电子邮件"}}, {"fax", nil}}},
	{key: "submitted_on", form: asDay, headers: []string{"提交日期", "递交日期", "申请提交日期"}, kinds: kindsOf(disclosure.Received)},
	{key: "applicant", form: asWord, headers: []string{"申请人类别", "申请人类型"}, kinds: kindsOf(disclosure.Received, disclosure.Answered), words: []attrWord{
		{"natural", []string{"公民", "个人"}}, {"business", []string{"企业"}}, {"research", nil},
		{"welfare", []string{"公益组织"}}, {"legal", []string{"律师事务所"}}, {"other", []string{"其他组织"}}}},
	{key: "reply", form: asWord, headers: []string{"答复类型", "答复结果", "答复代码"}, kinds: kindsOf(disclosure.Answered), words: replyCodes()},
	{key: "delivery", form: asWord, headers: []string{"送达方式", "答复方式"}, kinds: kindsOf(disclosure.Answered), words: []attrWord{
		{"direct", []string{"直接", "当面"}}, {"mail", []string{"邮政寄送"}}, {"electronic", []string{"电子", "电子邮件", "网上"}}}},
	{key: "party", form: asWord, headers: []string{"征求对象", "征求意见对象"}, kinds: kindsOf(disclosure.ConsultSent, disclosure.ConsultBack), words: []attrWord{
		{"third_party", nil}, {"co_maker", []string{"共同制作机关", "共同制作单位"}}, {"organ", []string{"其他行政机关"}}}},
	{key: "reason", form: asWord, headers: []string{"中止原因"}, kinds: kindsOf(disclosure.Paused), words: []attrWord{
		{"unreachable", []string{"无法联系", "联系不到申请人"}}, {"fee", []string{"未缴费", "等待缴费"}}, {"other", nil}}},
	{key: "days", form: asDays, headers: []string{"延期工作日数", "延期天数", "延长工作日数"}, kinds: kindsOf(disclosure.Extended)},
	{key: "approved_on", form: asDay, headers: []string{"批准日期", "批准时间"}},
	{key: "approver", form: asText, headers: []string{"批准人", "批准人职务", "审批人"}},
	{key: "ground", form: asText, headers: []string{"依据", "不予公开依据", "法定依据"}},
	{key: "class", form: asClass, headers: []string{"事件等级", "舆情级别", "舆情等级", "事件级别"}, kinds: openings},
	{key: "reviewer", form: asText, headers: []string{"审查人", "审查岗位", "审查人职务"}},
	{key: "number", form: asText, headers: []string{"审查编号", "审查单号"}},
	// The words of a spot check; of a review the result is free text.
	{key: "result", form: asWord, headers: []string{"抽查结果", "审查结果", "审查意见"}, kinds: kindsOf(disclosure.SpotChecked, disclosure.Reviewed), words: []attrWord{
		{"present", []string{"有公示", "正常公示", "在"}}, {"absent", []string{"没有公示", "无公示", "未见公示"}}, {"other", nil}}},
	{key: "place", form: asText, headers: []string{"抽查地点", "地点"}},
	{key: "inspector", form: asText, headers: []string{"抽查人", "抽查人职务"}},
	{key: "attachment", form: asDigest, headers: []string{"附件摘要"}},
	{key: "attachment_name", form: asText},
	{key: "attachment_type", form: asText},
	{key: "form", form: asWord, headers: []string{"解读形式", "解读方式"}, kinds: kindsOf(disclosure.Published, disclosure.Revised, disclosure.Triggered), words: []attrWord{
		{"article", []string{"文字解读", "解读文章"}}, {"expert", []string{"专家文章"}}, {"graphic", []string{"图表", "图解", "图片解读"}},
		{"video", []string{"视频", "音频", "视频解读"}}, {"press", []string{"发布会"}}, {"other", nil}}},
	{key: "decision", form: asWord, headers: []string{"裁定结论", "裁定结果"}, kinds: kindsOf(disclosure.Ruled), words: []attrWord{
		{"claimed", []string{"以所填时间为准"}}, {"later", []string{"以较晚时间为准"}}, {"forged", []string{"倒签"}}}},
	{key: "due", form: asDay, headers: []string{"移交期限", "约定日期"}, kinds: kindsOf(disclosure.HandedOver)},
	{key: "drafter", form: asOffice, headers: []string{"起草科室", "起草单位"}},
	{key: "unsigned", form: asMark, kinds: kindsOf(disclosure.NilReturn)},
	{key: "signer", form: asText, headers: []string{"签字人", "签字人职务"}},
	{key: "with", form: asOurs},
	{key: "post", form: asOurs},
}

func kindsOf(kinds ...disclosure.EventKind) []disclosure.EventKind { return kinds }

// replyCodes are the rows of the report's table of results.
func replyCodes() (words []attrWord) {
	for _, code := range strings.Fields("3.1 3.2 3.3.1 3.3.2 3.3.3 3.3.4 3.3.5 3.3.6 3.3.7 3.3.8 3.4.1 3.4.2 3.4.3 3.5.1 3.5.2 3.5.3 3.5.4 3.5.5 3.6.1 3.6.2 3.6.3") {
		words = append(words, attrWord{value: code})
	}
	return words
}

var attrByKey = func() map[string]*attrSpec {
	known := map[string]*attrSpec{}
	for i := range attrSpecs {
		known[attrSpecs[i].key] = &attrSpecs[i]
	}
	return known
}()

// parse understands one word of the attribute: its value, its words in any
// language, or both: “3.1 予以公开”.
func (s *attrSpec) parse(text string) (value string, ok bool) {
	value, ok = s.lookup()[fold(text)]
	return value, ok
}

func (s *attrSpec) lookup() map[string]string { return attrWords[s.key] }

var attrWords = func() map[string]map[string]string {
	all := map[string]map[string]string{}
	for i := range attrSpecs {
		s := &attrSpecs[i]
		words := map[string]string{}
		for _, w := range s.words {
			words[fold(w.value)] = w.value
			for _, also := range w.also {
				words[fold(also)] = w.value
			}
			for _, lang := range i18n.Langs {
				word := s.word(lang, w.value)
				words[fold(word)], words[fold(w.value+word)] = w.value, w.value
			}
		}
		all[s.key] = words
	}
	return all
}()

func (s *attrSpec) word(lang i18n.Lang, value string) string {
	return i18n.T(lang, "intake.word."+s.key+"."+value)
}

// Choice is one value that a person can choose, with its words.
type Choice struct{ Value, Words string }

// Choices lists the values that an attribute takes, in their order; none for
// attributes that take text, dates or names. Codes of replies stand before
// their words.
func Choices(lang i18n.Lang, attr string) []Choice {
	s := attrByKey[attr]
	if s == nil {
		return nil
	}
	var list []Choice
	for _, w := range s.words {
		words := s.word(lang, w.value)
		if attr == "reply" {
			words = w.value + " " + words
		}
		list = append(list, Choice{w.value, words})
	}
	return list
}

func (s *attrSpec) choiceWords(lang i18n.Lang) []string {
	var words []string
	for _, c := range Choices(lang, s.key) {
		words = append(words, c.Words)
	}
	return words
}

// takes reports whether a kind may carry the attribute.
func (s *attrSpec) takes(kind disclosure.EventKind) bool {
	return len(s.kinds) == 0 || kind == 0 || slices.Contains(s.kinds, kind)
}

// FieldKeys lists what a column can mean, in the order of the table of headers:
// fields by their keys, attributes as attrs.NAME.
func FieldKeys() []string {
	var keys []string
	for f := fieldNone + 1; f < fieldCount; f++ {
		if f != fieldContent && f != fieldIgnored {
			keys = append(keys, f.key())
		}
	}
	for _, s := range attrSpecs {
		if len(s.headers) > 0 {
			keys = append(keys, attrPrefix+s.key)
		}
	}
	return keys
}

// FieldName returns the words for a field or attribute: 发布时间, Reply.
func FieldName(lang i18n.Lang, key string) string {
	name := "intake.field." + strings.TrimPrefix(key, attrPrefix)
	if !i18n.Has(lang, name) {
		return key
	}
	return i18n.T(lang, name)
}
