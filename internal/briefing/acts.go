package briefing

import (
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// Bounds of what people write.
const (
	noteRunes = 500
	editRunes = 5000
)

// following says which state may follow which by a person's act. Issuing is no such
// act: only Register.Issue does it.
var following = map[State][]State{
	Draft:     {Submitted, Dropped},
	Submitted: {Approved, Draft, Dropped},
	Approved:  {Draft, Dropped},
}

// MayBecome reports whether a person may take a briefing from s to the state.
func (s State) MayBecome(to State) bool { return slices.Contains(following[s], to) }

// CheckNew says what is wrong with a draft that is to be prepared. Facts recorded
// at or after settled can still come in, so the as-of must not lie beyond it: what
// people approve is what will be issued.
func (r Record) CheckNew(settled time.Time) error {
	q := r.Request
	switch {
	case q.Body == "" || q.Kind < Monthly || q.Kind > Special:
		return invalid("briefings.kind_missing")
	case q.Period.From.IsZero() || q.Period.To < q.Period.From:
		return invalid("briefings.period_missing")
	case q.Kind != Special && q.Kind.PeriodOf(q.Period.From) != q.Period:
		return invalid("briefings.kind_missing")
	case q.Window.From.IsZero() != q.Window.To.IsZero() || q.Window.To < q.Window.From:
		return invalid("briefings.window_wrong", q.Window.From, q.Window.To)
	case q.AsOf.IsZero() || q.AsOf.After(settled):
		return invalid("briefings.as_of_ahead")
	case !q.AsOf.After(q.Period.From.Start()):
		return invalid("briefings.as_of_early", q.Period.From)
	case q.RectifyWorkdays < 0 || q.RectifyWorkdays > MostRectifyWorkdays:
		return invalid("briefings.rectify_wrong", MostRectifyWorkdays)
	case q.Block != "" && q.Duty != "":
		return invalid("briefings.subject_twice")
	case (q.Block != "" || q.Duty != "") != (q.Kind == Special):
		return invalid("briefings.subject_missing")
	case (r.Reissues == "") != (strings.TrimSpace(r.Decision) == ""):
		return invalid("briefings.decision_missing")
	}
	return checkNote(r.Decision)
}

// MostRectifyWorkdays is the longest time that offices can be given.
const MostRectifyWorkdays = 60

// CheckWords says why the record takes no words now, or not these.
func (r Record) CheckWords(edits map[string]string) error {
	if r.State != Draft {
		return clashes("briefings.edit_late")
	}
	for _, words := range edits {
		if utf8.RuneCountInString(words) > editRunes {
			return invalid("briefings.words_long", editRunes)
		}
	}
	return nil
}

// Changes leaves out the edits that say what the record says already.
func (r Record) Changes(edits map[string]string) map[string]string {
	changed := map[string]string{}
	for key, words := range edits {
		if now, edited := r.Edits[key]; edited && now != words || !edited && words != OwnWords {
			changed[key] = words
		}
	}
	return changed
}

// CheckMove says why the record may not be taken to the state by this account.
// Nobody approves what the same person wrote, and a return says why.
func (r Record) CheckMove(to State, actor, note string) error {
	switch {
	case !r.State.MayBecome(to):
		return clashes("briefings.move_refused")
	case to == Approved && r.Wrote(actor):
		return &disclosure.Error{Kind: disclosure.Forbidden, Code: "briefings.own_work"}
	case to == Draft && strings.TrimSpace(note) == "":
		return invalid("briefings.note_missing")
	}
	return checkNote(note)
}

// CheckIssue says why the record cannot be issued on the day. last is the last
// issue of that year and its day; today is the day now.
func (r Record) CheckIssue(on, today workday.Date, last Number, lastOn workday.Date) error {
	switch {
	case r.State == Issued:
		return clashes("briefings.issued_already", r.Number.String())
	case r.State != Approved:
		return clashes("briefings.not_approved")
	case on.IsZero() || on > today:
		return invalid("briefings.issue_ahead", on)
	case on < workday.DateOf(r.Request.AsOf.Add(-time.Millisecond)):
		return invalid("briefings.issue_before_as_of", on, workday.DateOf(r.Request.AsOf.Add(-time.Millisecond)))
	case last.Issue > 0 && on < lastOn:
		return invalid("briefings.issue_before_last", on, last.String(), lastOn)
	}
	return nil
}

// Wrote reports whether the account prepared, edited or submitted the briefing.
func (r Record) Wrote(actor string) bool {
	return slices.ContainsFunc(r.Steps, func(s Step) bool {
		return s.Actor == actor && (s.To == Submitted || s.Edited != nil)
	}) || len(r.Steps) > 0 && r.Steps[0].Actor == actor
}

// Apply adds an act to the record, as a register reads it back.
func (r *Record) Apply(s Step, edits map[string]string) {
	r.State, s.Edited = s.To, nil
	if len(edits) > 0 {
		s.Edited = slices.Sorted(maps.Keys(edits))
		merged := maps.Clone(r.Edits)
		if merged == nil {
			merged = map[string]string{}
		}
		for key, words := range edits {
			if merged[key] = words; words == OwnWords {
				delete(merged, key)
			}
		}
		r.Edits = merged
	}
	r.Steps = append(r.Steps, s)
}

func checkNote(note string) error {
	if utf8.RuneCountInString(note) > noteRunes {
		return invalid("briefings.note_long", noteRunes)
	}
	return nil
}

func clashes(code string, args ...any) error {
	return &disclosure.Error{Kind: disclosure.Clashes, Code: code, Args: args}
}
