package dashboards

import "daylight/internal/disclosure"

// NextKinds lists the facts that can come next for an instance, the likeliest
// first. Who may enter them is decided elsewhere.
func NextKinds(d disclosure.Duty, i disclosure.Instance, line ClockLine) []disclosure.EventKind {
	switch d.Clock() {
	case disclosure.ByCase:
		return nextOfCase(i, line)
	case disclosure.ByEpisode:
		if i.Verdict == disclosure.OnTime || i.Verdict == disclosure.Late { // closed
			return nil
		}
		return []disclosure.EventKind{disclosure.FollowUp, disclosure.Closed}
	case disclosure.ByUpkeep:
		return []disclosure.EventKind{disclosure.Published}
	}
	if d.Trigger == disclosure.Standing {
		return []disclosure.EventKind{disclosure.SpotChecked}
	}
	var kinds []disclosure.EventKind
	if i.OpenedOn == 0 && d.Trigger == disclosure.OnEvent {
		kinds = append(kinds, opener(d))
	}
	if i.PublishedAt.IsZero() {
		if d.Review {
			kinds = append(kinds, disclosure.Reviewed)
		}
		kinds = append(kinds, disclosure.Published)
		if d.NilReturn {
			kinds = append(kinds, disclosure.NilReturn)
		}
		return append(kinds, disclosure.Withheld, disclosure.NotApplicable, disclosure.HandedOver, disclosure.Reassigned)
	}
	if i.Flags.Has(disclosure.FlagSuspectDate) {
		kinds = append(kinds, disclosure.Ruled)
	}
	if i.Flags.Has(disclosure.FlagUnreviewed) {
		kinds = append(kinds, disclosure.Reviewed)
	}
	return append(kinds, disclosure.Revised, disclosure.Withdrawn)
}

func opener(d disclosure.Duty) disclosure.EventKind {
	if isIncident(d) {
		return disclosure.Detected
	}
	return disclosure.Triggered
}

func nextOfCase(i disclosure.Instance, line ClockLine) []disclosure.EventKind {
	switch {
	case line.Clock.Received == 0:
		return []disclosure.EventKind{disclosure.Received}
	case line.Clock.AnsweredOn != 0:
		return nil
	case line.Stands == disclosure.CorrectionAsked:
		return []disclosure.EventKind{disclosure.Corrected, disclosure.Answered}
	case line.Stands == disclosure.Paused:
		return []disclosure.EventKind{disclosure.Resumed, disclosure.Answered}
	case line.Open == disclosure.ConsultSent:
		return []disclosure.EventKind{disclosure.ConsultBack, disclosure.Answered}
	case line.Open == disclosure.Paused:
		return []disclosure.EventKind{disclosure.Resumed, disclosure.Answered}
	case i.Verdict == disclosure.Missing:
		return []disclosure.EventKind{disclosure.Answered}
	}
	kinds := []disclosure.EventKind{disclosure.Answered, disclosure.CorrectionAsked, disclosure.ConsultSent}
	if line.Clock.Extension == 0 {
		kinds = append(kinds, disclosure.Extended)
	}
	return append(kinds, disclosure.Paused)
}
