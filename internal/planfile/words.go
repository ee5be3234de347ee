package planfile

import (
	"strings"
	"unicode"

	"daylight/internal/disclosure"
)

// word is one way to write a value of an enumeration. The first of each value
// is the one that Format writes.
type word[T comparable] struct {
	value T
	text  string
}

// schedule is what a trigger word stands for.
type schedule struct {
	trigger disclosure.Trigger
	cadence disclosure.Cadence
}

var (
	answers = []word[bool]{
		{true, "是"}, {true, "yes"}, {true, "true"}, {true, "允许"}, {true, "需要"},
		{false, "否"}, {false, "no"}, {false, "false"}, {false, "不允许"}, {false, "不需要"},
	}
	groups = []word[disclosure.OfficeGroup]{
		{disclosure.GroupBureau, "机关科室"}, {disclosure.GroupBureau, "bureau"},
		{disclosure.GroupAffiliate, "局属单位"}, {disclosure.GroupAffiliate, "affiliate"},
		{disclosure.GroupExternal, "外部执行单位"}, {disclosure.GroupExternal, "external"},
	}
	triggers = []word[schedule]{
		{schedule{disclosure.Periodic, disclosure.Monthly}, "每月"},
		{schedule{disclosure.Periodic, disclosure.Monthly}, "按月"},
		{schedule{disclosure.Periodic, disclosure.Monthly}, "monthly"},
		{schedule{disclosure.Periodic, disclosure.Quarterly}, "每季度"},
		{schedule{disclosure.Periodic, disclosure.Quarterly}, "按季度"},
		{schedule{disclosure.Periodic, disclosure.Quarterly}, "quarterly"},
		{schedule{disclosure.Periodic, disclosure.HalfYearly}, "每半年"},
		{schedule{disclosure.Periodic, disclosure.HalfYearly}, "half-yearly"},
		{schedule{disclosure.Periodic, disclosure.Yearly}, "每年"},
		{schedule{disclosure.Periodic, disclosure.Yearly}, "yearly"},
		{schedule{disclosure.OnEvent, 0}, "事件触发"}, {schedule{disclosure.OnEvent, 0}, "事件"},
		{schedule{disclosure.OnEvent, 0}, "event"},
		{schedule{disclosure.FixedDate, disclosure.Yearly}, "固定日期"},
		{schedule{disclosure.FixedDate, disclosure.Yearly}, "fixed date"},
		{schedule{disclosure.Standing, 0}, "长期公示"}, {schedule{disclosure.Standing, 0}, "长期"},
		{schedule{disclosure.Standing, 0}, "standing"},
		{schedule{disclosure.Continuous, 0}, "持续更新"}, {schedule{disclosure.Continuous, 0}, "continuous"},
		{schedule{disclosure.OneOff, 0}, "一次性"}, {schedule{disclosure.OneOff, 0}, "one-off"},
	}
	units = []word[disclosure.TermUnit]{
		{disclosure.Workdays, "个工作日"}, {disclosure.Workdays, "工作日"}, {disclosure.Workdays, "workdays"},
		{disclosure.Workdays, "workday"}, {disclosure.Workdays, "workingdays"}, {disclosure.Workdays, "workingday"},
		{disclosure.CalendarDays, "天"}, {disclosure.CalendarDays, "个自然日"}, {disclosure.CalendarDays, "自然日"},
		{disclosure.CalendarDays, "days"}, {disclosure.CalendarDays, "day"},
		{disclosure.CalendarDays, "calendardays"}, {disclosure.CalendarDays, "calendarday"},
		{disclosure.Hours, "小时"}, {disclosure.Hours, "个小时"}, {disclosure.Hours, "hours"}, {disclosure.Hours, "hour"},
	}
	marks = []word[string]{
		{"V", "V"}, {"V", "已核实"}, {"G", "G"}, {"G", "一般知识"}, {"P", "P"}, {"P", "建议"},
	}
	blocks = []word[string]{
		{"timeliness", "公开时效"}, {"timeliness", "timeliness"},
		{"application", "依申请公开"}, {"application", "application"},
		{"response", "解读回应"}, {"response", "response"},
		{"mechanism", "机制建设"}, {"mechanism", "mechanism"},
	}
	annualLines = []word[string]{
		{"permit", "行政许可"}, {"permit", "permit"}, {"penalty", "行政处罚"}, {"penalty", "penalty"},
		{"coercion", "行政强制"}, {"coercion", "coercion"},
	}
	recordWords = []word[bool]{{true, "以记录为准"}, {true, "record"}}
)

func pick[T comparable](words []word[T], text string) (value T, ok bool) {
	text = Fold(text)
	for _, w := range words {
		if text == Fold(w.text) {
			return w.value, true
		}
	}
	return value, false
}

// say is the inverse of pick; "" when the value has no word.
func say[T comparable](words []word[T], value T) string {
	for _, w := range words {
		if w.value == value {
			return w.text
		}
	}
	return ""
}

// Fold brings a name to the form in which names are compared: half-width,
// without spaces, one kind of bracket, lower case.
func Fold(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c >= '！' && c <= '～':
			c -= '！' - '!'
		case unicode.IsSpace(c) || c == '\u200b' || c == '\ufeff':
			return -1
		}
		switch c {
		case '〔', '【', '[', '{', '〈', '「':
			return '('
		case '〕', '】', ']', '}', '〉', '」':
			return ')'
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		return c
	}, s)
}
