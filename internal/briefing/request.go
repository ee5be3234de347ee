package briefing

import (
	"time"

	"daylight/internal/assessment"
	"daylight/internal/workday"
)

// Kind is a kind of briefing.
type Kind int

// The kinds of briefings.
const (
	Monthly    Kind = iota + 1 // 月度通报
	Quarterly                  // 季度通报
	HalfYearly                 // 半年通报
	Annual                     // 年度通报, with the annual target assessment's table
	Special                    // 专项通报: one block of the scheme or one duty
)

// Request says what a briefing is about. Its four times are separate: what fell
// due (Period), when pages were looked at (Window), what was known (AsOf), and
// when it is issued.
type Request struct {
	Body   string
	Kind   Kind
	Period assessment.Period
	// Window is the days on which publications were checked (检查时段); it need not be the period.
	Window assessment.Period
	// AsOf is exclusive, as everywhere.
	AsOf time.Time
	// IssuedOn is the day of issue (印发日期); zero while it is a draft.
	IssuedOn workday.Date
	// RectifyWorkdays is how long offices have to put things right, from the day of issue.
	RectifyWorkdays int
	// Block or Duty narrows a special briefing; at most one is set.
	Block, Duty string
}
