package disclosure

import "time"

// showing is what the public could see of an instance: up and down on the main
// channel, and what stood elsewhere.
type showing struct {
	publications []posting // any channel, in order
	onMain       []posting // those on the main channel
	content      []*Event  // publications and revisions
	nilAt        time.Time // the earliest valid nil return; zero: none
	first        time.Time // earliest publication on the main channel
	since        time.Time // up since; zero: down
	upWhenDue    bool      // it was, or is, up at the due moment
	cameUp       time.Time // the earliest time it came up at or after the due moment
	elsewhere    bool      // only channels other than the main one have carried it
	covered      map[string]bool
	flags        Flag
	channelOf    func(*Event) string
}

func (s *showing) up() bool { return !s.since.IsZero() }

func (s *showing) nilReturn() (time.Time, bool) { return s.nilAt, !s.nilAt.IsZero() }

// evidenceOf are the kinds of facts that show a duty performed or undone:
// standing display is proved by spot checks, everything else by publication.
func evidenceOf(t Trigger) []EventKind {
	if t == Standing {
		return []EventKind{SpotChecked}
	}
	return []EventKind{Published, Withdrawn}
}

// show folds the dossier in the order of the ledger.
func (h *hearing) show() *showing {
	s := &showing{channelOf: h.line.channelOf}
	main := ""
	if len(h.line.Channels) > 0 {
		main = h.line.Channels[0].Code
	}
	var seen map[[2]string]bool
	titled := 0
	for _, p := range h.file.postings(h.cal, evidenceOf(h.line.Trigger)...) {
		onMain := s.channelOf(p.Event) == main
		if takesDown(p.Event) {
			s.flags |= FlagWithdrawn
			if onMain {
				s.takeDown(p.at, h.DueAt)
			}
			continue
		}
		if p.Kind == SpotChecked && p.Attrs["result"] != "present" {
			continue
		}
		s.publish(p, onMain, h.DueAt)
		if p.Kind == Published && p.Ref == "" && p.Title != "" {
			titled++
			put(&seen, [2]string{s.channelOf(p.Event), p.Title}, true)
		}
	}
	if titled > len(seen) {
		s.flags |= FlagRepublished
	}
	s.settle(h.DueAt)
	s.revise(h.file.postings(h.cal, Revised))
	s.declareNil(h)
	return s
}

// publish brings the instance up, since the earliest time stated.
func (s *showing) publish(p posting, onMain bool, due time.Time) {
	s.publications = append(s.publications, p)
	s.content = append(s.content, p.Event)
	for _, f := range p.Fields {
		put(&s.covered, f, true)
	}
	if p.suspect {
		s.flags |= FlagSuspectDate
	}
	if p.forged {
		s.flags |= FlagForged
	}
	if !onMain {
		s.elsewhere = s.first.IsZero()
		return
	}
	s.elsewhere = false
	s.onMain = append(s.onMain, p)
	s.first, s.since = earlier(s.first, p.at), earlier(s.since, p.at)
}

// takeDown keeps in mind how it stood at the due moment: withdrawal keeps
// history, but what is not restored counts as absent.
func (s *showing) takeDown(at, due time.Time) {
	if s.up() && !due.IsZero() {
		if !s.since.Before(due) {
			s.cameUp = earlier(s.cameUp, s.since)
		} else if !at.Before(due) {
			s.upWhenDue = true
		}
	}
	s.since = time.Time{}
}

// settle looks at how it stands after the last fact.
func (s *showing) settle(due time.Time) {
	switch {
	case !s.up():
	case due.IsZero() || s.since.Before(due):
		s.upWhenDue = true
	default:
		s.cameUp = earlier(s.cameUp, s.since)
	}
}

func (s *showing) revise(revisions []posting) {
	for _, p := range revisions {
		s.content = append(s.content, p.Event)
		for _, f := range p.Fields {
			put(&s.covered, f, true)
		}
	}
}

// declareNil accepts a signed 零报告 where the plan allows it and nothing was
// ever published or withdrawn.
func (s *showing) declareNil(h *hearing) {
	if !h.line.NilReturn || len(s.publications) > 0 || s.flags.Has(FlagWithdrawn) {
		return
	}
	for _, p := range h.file.of(NilReturn) {
		if dated(p) && p.Attrs["unsigned"] != "1" {
			s.nilAt = earlier(s.nilAt, p.OccurredAt)
		}
	}
}

// firstOn is the earliest publication on a channel; zero: none.
func (s *showing) firstOn(channel string) time.Time {
	var first time.Time
	for _, p := range s.publications {
		if s.channelOf(p.Event) == channel {
			first = earlier(first, p.at)
		}
	}
	return first
}

// channelOf is the channel a fact stands on: the main one when it names none or
// the duty has none.
func (l *DutyLine) channelOf(e *Event) string {
	switch {
	case len(l.Channels) == 0:
		return ""
	case e.Channel == "":
		return l.Channels[0].Code
	}
	return e.Channel
}

// earlier is the lesser of two times, of which zero is none.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
