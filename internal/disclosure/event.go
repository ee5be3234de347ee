package disclosure

import (
	"context"
	"time"

	"daylight/internal/workday"
)

// EventKind says what an Event records.
type EventKind int

const (
	Triggered       EventKind = iota + 1 // 触发: paper formed, decision made, approval received
	Published                            // 公开
	Revised                              // 修订
	Withdrawn                            // 撤下
	NilReturn                            // 零报告
	Reviewed                             // 保密审查
	Withheld                             // 不予公开, with lawful ground and approval
	NotApplicable                        // 不适用, declared and approved
	Voided                               // 作废: an earlier entry was wrong; Ref names it
	Received                             // 收到申请
	CorrectionAsked                      // 补正通知
	Corrected                            // 补正收到
	ConsultSent                          // 征求意见发出
	ConsultBack                          // 意见收到
	Extended                             // 延期 (approved and notified)
	Paused                               // 中止: applicant unreachable, fee unpaid
	Resumed                              // 恢复
	Answered                             // 答复
	Detected                             // 舆情发现
	FollowUp                             // 后续发布
	Closed                               // 办结
	SpotChecked                          // 抽查
	Ruled                                // 裁定: a person decided a doubt, with reasons
	HandedOver                           // 移交: a co-office delivered its part
	Reassigned                           // 改派: another office carries this instance
	Seen                                 // 首次发现: a collector saw the page
)

// Precision says how exact OccurredAt is.
type Precision int

const (
	ToMinute Precision = iota + 1 // 精确到分
	ToDay                         // 仅有日期: OccurredAt is 0:00 of the day
	Unknown                       // 日期不明: OccurredAt is zero
)

// Event is one recorded fact, appended once and never changed. A correction is
// another event.
type Event struct {
	ID         string // idempotency key, unique within the body
	Body       string
	Duty       string // duty code
	Subject    string // which occurrence: 2026Q3, a paper's number, a case number
	Kind       EventKind
	Office     string // office code acting or responsible
	Channel    string // channel code
	OccurredAt time.Time
	Precision  Precision
	RecordedAt time.Time // when it became known to the ledger
	FormedOn   workday.Date
	URLDate    workday.Date
	FirstSeen  time.Time
	Title      string
	DocNumber  string // 文号
	URL        string
	Ref        string            // id of the event it speaks of
	Fields     []string          // checklist items this publication covers
	Note       string            // reasons, in words
	Attrs      map[string]string // kind-specific: reply code, reviewer's post, ground …
	Actor      string            // account that entered it
	Source     string            // where from: form, api, file:NAME#row, demo
}

// Outcome is what became of one appended event.
type Outcome int

const (
	Appended  Outcome = iota + 1 // new, durably stored
	Duplicate                    // the same event was already there
	Conflict                     // another event has this id
)

// Ledger appends facts. Append returns when every event is durably stored or
// none of the new ones is; outcomes stand in the order of the events. It sets
// RecordedAt to the moment of the commit, except for events that History lets
// keep theirs. The body's plan must exist.
type Ledger interface {
	Append(ctx context.Context, events []Event) ([]Outcome, error)
}
