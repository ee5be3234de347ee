package intake

import (
	"strings"

	"daylight/internal/disclosure"
)

// kinds gives each kind of event its name in files and JSON, and the words of
// the trade that mean it.
var kinds = []struct {
	kind  disclosure.EventKind
	key   string
	words []string
}{
	{disclosure.Published, "published", []string{"公开", "发布", "已公开"}},
	{disclosure.Triggered, "triggered", []string{"触发", "形成", "成文", "批复"}},
	{disclosure.Revised, "revised", []string{"修订", "更新", "变更"}},
	{disclosure.Withdrawn, "withdrawn", []string{"撤下", "撤回", "下架"}},
	{disclosure.NilReturn, "nil_return", []string{"零报告", "零申报", "本期无"}},
	{disclosure.Reviewed, "reviewed", []string{"保密审查", "审查", "审查通过"}},
	{disclosure.Withheld, "withheld", []string{"不予公开"}},
	{disclosure.NotApplicable, "not_applicable", []string{"不适用"}},
	{disclosure.Voided, "voided", []string{"作废"}},
	{disclosure.Received, "received", []string{"收到申请", "收件"}},
	{disclosure.CorrectionAsked, "correction_asked", []string{"补正通知"}},
	{disclosure.Corrected, "corrected", []string{"补正收到", "收到补正"}},
	{disclosure.ConsultSent, "consult_sent", []string{"征求意见发出", "发出征求意见"}},
	{disclosure.ConsultBack, "consult_back", []string{"意见收到", "收到意见"}},
	{disclosure.Extended, "extended", []string{"延期"}},
	{disclosure.Paused, "paused", []string{"中止"}},
	{disclosure.Resumed, "resumed", []string{"恢复"}},
	{disclosure.Answered, "answered", []string{"答复"}},
	{disclosure.Detected, "detected", []string{"舆情发现", "发现舆情"}},
	{disclosure.FollowUp, "follow_up", []string{"后续发布"}},
	{disclosure.Closed, "closed", []string{"办结"}},
	{disclosure.SpotChecked, "spot_checked", []string{"抽查"}},
	{disclosure.Ruled, "ruled", []string{"裁定"}},
	{disclosure.HandedOver, "handed_over", []string{"移交"}},
	{disclosure.Reassigned, "reassigned", []string{"改派"}},
	{disclosure.Seen, "seen", []string{"首次发现"}},
}

var kindWords = func() map[string]disclosure.EventKind {
	words := map[string]disclosure.EventKind{}
	for _, k := range kinds {
		words[fold(k.key)], words[fold(strings.ReplaceAll(k.key, "_", " "))] = k.kind, k.kind
		for _, w := range k.words {
			words[fold(w)] = k.kind
		}
	}
	return words
}()

// ParseKind understands the word for a kind of event: 公开, published.
func ParseKind(word string) (disclosure.EventKind, bool) {
	k, ok := kindWords[fold(word)]
	return k, ok
}

// KindKey returns the name of a kind in files and JSON: "nil_return". It is ""
// for no kind.
func KindKey(kind disclosure.EventKind) string {
	for _, k := range kinds {
		if k.kind == kind {
			return k.key
		}
	}
	return ""
}
