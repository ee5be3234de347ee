package demo

import "daylight/internal/disclosure"

// Situation is what happens to one instance.
type Situation int

const (
	Prompt         Situation = iota + 1 // 按时公开
	Nil                                 // 零报告
	Overdue                             // 逾期公开
	Never                               // 逾期未公开
	ChannelMissing                      // 次要渠道未发
	ChannelLate                         // 次要渠道迟发
	FieldsLacking                       // 公开要素不全
	Kept                                // 不予公开
	Undated                             // 触发日期不明
	Restored                            // 撤下后恢复
	Amended                             // 公开后修订
	Mistyped                            // 录入有误，作废后更正
	Backdated                           // 疑似倒签
	Hasty                               // 提前公开
	Reposted                            // 旧稿新发
	Unreviewed                          // 没有保密审查
	ReviewedBehind                      // 先公开、后审查
	Cleared                             // 疑似倒签，裁定认可
	Forged                              // 疑似倒签，认定倒签
	HandedOver                          // 配合科室移交迟，牵头科室公开也迟
	Moved                               // 改派起草科室
	Declared                            // 声明不适用
	Unsigned                            // 零报告未签字
	Scripted                            // 另有情节
)

// Situations lists all, those with the narrowest conditions first.
var Situations = []Situation{
	Unsigned, Nil, Moved, HandedOver, ChannelLate, ChannelMissing, FieldsLacking, Forged, Cleared,
	Restored, Backdated, Hasty, Kept, Declared, Undated, Overdue, Never, Reposted, Amended, Mistyped, Unreviewed, ReviewedBehind, Prompt,
}

// fails reports whether the situation costs the office a verdict of 按时.
func (s Situation) fails() bool {
	switch s {
	case Overdue, Never, ChannelMissing, ChannelLate, FieldsLacking, Forged, HandedOver, Unsigned:
		return true
	}
	return false
}

// unfolds reports whether one entry takes back another, so that half of the
// story would mean something else.
func (s Situation) unfolds() bool {
	switch s {
	case Restored, Mistyped, Backdated, Cleared, Forged, HandedOver, Moved:
		return true
	}
	return false
}

// suits reports whether the situation can befall the instance.
func (s Situation) suits(o *occasion) bool {
	onEvent := o.duty.Trigger == disclosure.OnEvent
	switch s {
	case Nil, Unsigned:
		return o.duty.NilReturn && o.duty.Cadence == disclosure.Monthly
	case ChannelMissing, ChannelLate:
		return len(o.duty.Channels) > 1
	case FieldsLacking:
		return len(o.fields) > 1
	case Moved:
		return o.drafter != "" && o.drafter != o.office
	case HandedOver:
		return onEvent && o.partner != "" && o.room >= 10
	case Backdated, Cleared, Forged:
		return o.room >= 10 && addressed(o.duty.Channels[0].Code)
	case Restored:
		return o.room >= 10
	case Hasty:
		return onEvent && o.room >= 5
	case Kept:
		_, told := stories[o.duty.Code]
		return onEvent && (o.duty.Code == "4a" || !told) // a list of services is never secret
	case Declared:
		return onEvent && o.room >= 10 && len(o.counted) == 1
	case Undated:
		return onEvent
	case Amended, Reposted:
		return o.room >= 5
	case Unreviewed, ReviewedBehind:
		return o.duty.Review
	}
	return true
}
