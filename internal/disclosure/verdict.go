package disclosure

// Verdict is a 判定: how an instance stands at a moment.
type Verdict int

const (
	Pending          Verdict = iota + 1 // 未到期
	OnTime                              // 按时公开
	Late                                // 逾期公开
	Missing                             // 逾期未公开
	Partial                             // 部分完成
	NilReturned                         // 零报告
	Unverified                          // 待核: the trigger date is unknown
	Inapplicable                        // 不适用: event-driven, never triggered
	WithheldLawfully                    // 不予公开
)

// Verdicts lists all verdicts in the order screens show them.
var Verdicts = []Verdict{
	OnTime, NilReturned, Partial, Late, Missing, Pending, Unverified, Inapplicable, WithheldLawfully,
}

// Judged reports whether the verdict counts in the denominator of a rate.
func (v Verdict) Judged() bool {
	switch v {
	case OnTime, Late, Missing, Partial, NilReturned:
		return true
	}
	return false
}

// Met reports whether the duty was met in time.
func (v Verdict) Met() bool { return v == OnTime || v == NilReturned }

func (v Verdict) gravity() int {
	switch v {
	case Missing:
		return 1
	case Late:
		return 2
	}
	return 3
}

// Flag is a remark that rides on any verdict; a set of them is a bit mask.
type Flag int

const (
	FlagUnreviewed  Flag = 1 << iota // 未经保密审查
	FlagSuspectDate                  // 疑似倒签
	FlagPremature                    // 提前公开
	FlagProvisional                  // 暂定
	FlagRepublished                  // 旧稿新发
	FlagWithdrawn                    // 曾撤下
	FlagLateNotice                   // 补正逾期告知: asked for a correction after its 7 working days (条例 30)
	FlagForged                       // 认定倒签: a person ruled that the claimed date was false
)

// Flags lists all flags in the order screens show them.
var Flags = []Flag{
	FlagUnreviewed, FlagSuspectDate, FlagForged, FlagPremature, FlagProvisional, FlagRepublished, FlagWithdrawn, FlagLateNotice,
}

// Has reports whether the set f contains flag.
func (f Flag) Has(flag Flag) bool { return f&flag != 0 }
