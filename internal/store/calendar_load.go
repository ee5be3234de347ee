package store

import (
	"context"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// Notice is a holiday notice of the store.
type Notice struct {
	workday.Notice
	RecordedAt time.Time
	InForce    bool // no later one of its layer and year replaced it
}

// NoticeLoaded says what loading a notice did.
type NoticeLoaded struct {
	Known    bool            // it was in force already; nothing was stored
	Replaced *workday.Notice // the one of its layer and year that it replaced
	Moment   time.Time       // as of this moment it is still unknown, a millisecond later it counts
}

// The years a notice may be for: those of the view calendar_at.
const firstCalendarYear, lastCalendarYear = 2000, 2040

// LoadNotice adds a notice that is known from now on: answers as of earlier
// moments stay what they were.
func (s *Store) LoadNotice(ctx context.Context, n workday.Notice) (NoticeLoaded, error) {
	ctx, release, err := s.turn(ctx)
	if err != nil {
		return NoticeLoaded{}, err
	}
	var committed time.Time
	defer func() { release(committed) }()
	loaded := NoticeLoaded{Moment: s.nextMoment()}
	s.lock.begin(loaded.Moment)
	if loaded.Replaced, loaded.Known, err = s.checkNotice(ctx, n, loaded.Moment); err != nil {
		return loaded, err
	}
	if loaded.Known { // a run may have ended between the notice and its edition
		return loaded, unavailable(s.completeEditions(ctx))
	}
	// Whether or not the answer arrives, the rows may be there from here on.
	committed = loaded.Moment
	s.lock.touch(s.now())
	if err := s.addNotices(ctx, []workday.Notice{n}, []time.Time{loaded.Moment}); err != nil {
		return loaded, unavailable(err)
	}
	if err := s.completeEditions(ctx); err != nil {
		return loaded, unavailable(err)
	}
	s.lock.landed()
	return loaded, nil
}

// checkNotice refuses a notice that could not take effect.
func (s *Store) checkNotice(ctx context.Context, n workday.Notice, now time.Time) (replaced *workday.Notice, known bool, err error) {
	refused := func(kind disclosure.ErrorKind, code string, args ...any) (*workday.Notice, bool, error) {
		return nil, false, &disclosure.Error{Kind: kind, Code: code, Args: args}
	}
	if n.Year < firstCalendarYear || n.Year > lastCalendarYear {
		return refused(disclosure.Invalid, "cli.notice.year_out", n.Year, firstCalendarYear, lastCalendarYear)
	}
	if today := workday.DateOf(now); n.AnnouncedOn > today {
		return refused(disclosure.Invalid, "cli.notice.future", n.AnnouncedOn, today)
	}
	stored, err := s.notices(ctx, workdayForever())
	if err != nil {
		return nil, false, unavailable(err)
	}
	c, err := workday.NewCalendar(stored...)
	if err != nil {
		return nil, false, err
	}
	for _, other := range c.Notices() {
		switch {
		case other.Layer != n.Layer || other.Year != n.Year:
		case noticeDigest(other) == noticeDigest(n):
			return nil, true, nil
		case other.AnnouncedOn > n.AnnouncedOn:
			return refused(disclosure.Clashes, "cli.notice.superseded", other.Cite(), other.AnnouncedOn, n.AnnouncedOn)
		default:
			replaced = &other
		}
	}
	if _, err := workday.NewCalendar(append(stored, n)...); err != nil {
		return refused(disclosure.Clashes, "cli.notice.clashes", err)
	}
	return replaced, false, nil
}

// NoticeList returns every notice known at asOf, in the order they became known.
func (s *Store) NoticeList(ctx context.Context, asOf time.Time) ([]Notice, error) {
	list, err := s.readNotices(ctx, asOf)
	if err != nil {
		return nil, err
	}
	c, err := workday.NewCalendar(plain(list)...)
	if err != nil {
		return nil, err
	}
	inForce := map[string]bool{}
	for _, n := range c.Notices() {
		inForce[noticeDigest(n)] = true
	}
	for i := range list {
		list[i].InForce = inForce[noticeDigest(list[i].Notice)]
	}
	return list, nil
}

// Judged returns every instance of the bodies at asOf, theirs and those of
// others, by body. One statement per clock judges all of them.
func (s *Store) Judged(ctx context.Context, bodies []string, asOf time.Time) (map[string][]disclosure.Instance, error) {
	list, err := s.JudgeAll(ctx, bodies, asOf)
	if err != nil {
		return nil, err
	}
	judged := map[string][]disclosure.Instance{}
	for _, i := range list {
		judged[i.Body] = append(judged[i.Body], i)
	}
	return judged, nil
}
