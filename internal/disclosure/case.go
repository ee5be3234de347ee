package disclosure

import (
	"time"

	"daylight/internal/workday"
)

// CaseClock is the clock of one application (依申请公开) as far as it has run: what
// a page needs to draw it as a line, and what the judge decides by.
type CaseClock struct {
	Received    workday.Date // the day that counts as receipt (条例 31); zero: unknown
	OpenedOn    workday.Date // the day the clock last started
	DueOn       workday.Date // zero while the clock stands, or receipt is unknown
	Request     Event        // the fact that receipt is known by
	Answer      Event
	AnsweredOn  workday.Date // zero: not answered
	Until       workday.Date // the answer, or today
	Workdays    int          // length of the term, without extension
	Extension   int          // working days that count
	Taken       int          // working days the body has used until the answer
	Standing    bool         // a correction or a fee is awaited
	LateNotice  bool         // a correction asked after its 7 working days (条例 30)
	Provisional bool
	Steps       []CaseStep
	Segments    []CaseSegment // from receipt to Until, without gaps
}

// CaseStep is one fact that meant to move the clock.
type CaseStep struct {
	Event
	Began, Ended workday.Date // Ended is zero when no counterpart is known
	EndedBy      string       // id of the counterpart
	DueBefore    workday.Date
	DueAfter     workday.Date // zero when the clock stands from here on
	Days         int          // working days added
	Void         CaseVoid     // why it did not count; "" when it did
}

// CaseVoid says why a step did not count; a code for the catalogue of words.
type CaseVoid string

const (
	VoidRecordedLate CaseVoid = "recorded_after_due" // entered after expiry: cures nothing
	VoidBegunLate    CaseVoid = "begun_after_due"
	VoidNoApproval   CaseVoid = "no_approval" // an extension without a day of approval
	VoidApprovedLate CaseVoid = "approved_after_due"
	VoidTwice        CaseVoid = "twice" // a second extension of one clock
	VoidDays         CaseVoid = "days"  // an extension of other than 1–20 working days
	VoidAnswered     CaseVoid = "answered_first"
	VoidStanding     CaseVoid = "clock_stands"
	VoidUndated      CaseVoid = "no_date"
)

// CaseState says what the clock does in a segment.
type CaseState int

const (
	CaseRuns    CaseState = iota + 1 // 计时
	CaseStopped                      // 停止计时
	CaseAwaits                       // 待重新起算: ends with the clock starting again
)

// CaseSegment is a stretch of days after From, up to and including To.
type CaseSegment struct {
	From, To workday.Date
	State    CaseState
	Step     string // id of the step that stopped it
	Kind     EventKind
	Party    string // whose opinion is awaited: attribute party
	Reason   string // attribute reason of a pause
}

// CaseTimeline runs the clock of one application of duty d over its facts known
// at asOf. The judge uses the same code, so a page never disagrees with the
// verdict.
func CaseTimeline(d Duty, cal *workday.Calendar, events []Event, asOf time.Time) CaseClock {
	today := workday.DateOf(asOf.Add(-time.Millisecond))
	return runCase(d.Term.N, cal, newDossier(known(events, asOf)), today)
}
