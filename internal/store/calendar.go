package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"daylight/internal/workday"
	"daylight/sql"
)

// seedCalendar loads the notices that ship with the program and are not yet
// known, and writes the editions that are missing. A store without any takes
// each as known from its announcement: nobody has seen an answer of it yet.
func (s *Store) seedCalendar(ctx context.Context) error {
	known, err := s.notices(ctx, workdayForever())
	if err != nil {
		return err
	}
	have := map[string]bool{}
	for _, n := range known {
		have[noticeDigest(n)] = true
	}
	var added []workday.Notice
	for _, n := range workday.OfficialNotices() {
		if !have[noticeDigest(n)] {
			added = append(added, n)
		}
	}
	if len(added) > 0 {
		moments := make([]time.Time, len(added))
		for i, n := range added {
			moments[i] = n.AnnouncedOn.Start()
			if len(known) > 0 {
				moments[i] = s.nextMoment()
			}
		}
		s.lock.touch(s.now())
		if err := s.addNotices(ctx, added, moments); err != nil {
			return err
		}
		s.lock.landed()
	}
	return s.completeEditions(ctx)
}

func (s *Store) addNotices(ctx context.Context, notices []workday.Notice, moments []time.Time) error {
	batch, err := s.conn.PrepareBatch(ctx, "INSERT INTO calendar_notice (layer, year, announced_on, source, mark, days, content, sha256, recorded_at)")
	if err != nil {
		return err
	}
	defer batch.Abort()
	for i, n := range notices {
		content, err := json.Marshal(n)
		if err != nil {
			return fmt.Errorf("write notice: %w", err)
		}
		var days [][]any
		for _, d := range n.Off {
			days = append(days, []any{day(d.Date), true, d.Name})
		}
		for _, d := range n.Work {
			days = append(days, []any{day(d.Date), false, d.Name})
		}
		if err := batch.Append(n.Layer, uint16(n.Year), day(n.AnnouncedOn), n.Cite(), string(n.Marks.Days), days, string(content), noticeDigest(n), moments[i]); err != nil {
			return fmt.Errorf("write notice of %d: %w", n.Year, err)
		}
	}
	return batch.Send()
}

// completeEditions gives every state of knowledge its edition: one for "no
// notice yet" and one for each moment a notice became known.
func (s *Store) completeEditions(ctx context.Context) error {
	var editions, days uint64
	if err := s.conn.QueryRow(ctx, "SELECT (SELECT count() FROM calendar_edition), (SELECT count() FROM calendar_day)").Scan(&editions, &days); err != nil {
		return err
	}
	if days < editions*calendarDays { // a crash between the tables: write them again
		for _, table := range []string{"calendar_edition", "calendar_day", "calendar_nth"} {
			if err := s.conn.Exec(ctx, "TRUNCATE TABLE "+table); err != nil {
				return err
			}
		}
		editions = 0
	}
	rows, err := s.conn.Query(ctx, "SELECT DISTINCT recorded_at FROM calendar_notice ORDER BY recorded_at")
	if err != nil {
		return err
	}
	moments := []time.Time{time.Unix(0, 0)}
	for rows.Next() {
		var t time.Time
		if err := rows.Scan(&t); err != nil {
			return err
		}
		moments = append(moments, t)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for n := editions; n < uint64(len(moments)); n++ {
		args := []any{clickhouse.Named("edition", fmt.Sprint(n)), clickhouse.Named("as_of", at(moments[n].Add(time.Millisecond)))}
		for _, statement := range []string{"calendar_day_add", "calendar_nth_add"} {
			if err := s.conn.Exec(ctx, sql.Query(statement), args...); err != nil {
				return fmt.Errorf("write calendar edition %d: %w", n, err)
			}
		}
		if err := s.conn.Exec(ctx, "INSERT INTO calendar_edition (edition, known_from) VALUES ({edition:UInt32}, {known_from:DateTime64(3, 'Asia/Shanghai')})",
			clickhouse.Named("edition", fmt.Sprint(n)), clickhouse.Named("known_from", at(moments[n]))); err != nil {
			return err
		}
	}
	return s.spreadCalendar(ctx)
}

// calendarDays is how many days one edition has (views/01_calendar_at.sql).
const calendarDays = 14976

// calendarCache keeps the notices, and the calendars made of the first so many:
// they become known in order.
type calendarCache struct {
	mu      sync.Mutex
	read    bool
	version int64 // of what touches all bodies, before they were read
	notices []Notice
	made    map[int]*workday.Calendar
}

// Calendar implements disclosure.Reader.
func (s *Store) Calendar(ctx context.Context, asOf time.Time) (*workday.Calendar, error) {
	calendar, _, err := s.calendarKnown(ctx, asOf)
	return calendar, err
}

// calendarKnown does as Calendar, and tells the first moment from asOf on at which
// another notice became known.
func (s *Store) calendarKnown(ctx context.Context, asOf time.Time) (calendar *workday.Calendar, next time.Time, err error) {
	c := &s.calendars
	v := s.lock.word(everyWord, s.now())
	if !c.has(v) {
		notices, err := s.readNotices(ctx, workdayForever())
		if err != nil {
			return nil, next, err
		}
		if v&1 == 1 { // another notice is on its way
			c = &calendarCache{}
		}
		c.fill(v, notices)
	}
	return c.at(asOf)
}

func (c *calendarCache) has(v int64) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.read && c.version == v
}

func (c *calendarCache) fill(v int64, notices []Notice) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.read || c.version < v {
		c.notices, c.made, c.version, c.read = notices, nil, v, true
	}
}

func (c *calendarCache) at(asOf time.Time) (calendar *workday.Calendar, next time.Time, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := 0
	next = workdayForever()
	for _, notice := range c.notices {
		if notice.RecordedAt.Before(asOf) {
			n++
		}
		next = sooner(next, notice.RecordedAt, asOf)
	}
	if c.made[n] == nil {
		if calendar, err = workday.NewCalendar(plain(c.notices[:n])...); err != nil {
			return nil, next, err
		}
		put(&c.made, n, calendar)
	}
	return c.made[n], next, nil
}

// notices returns those known at asOf, in the order they became known.
func (s *Store) notices(ctx context.Context, asOf time.Time) ([]workday.Notice, error) {
	list, err := s.readNotices(ctx, asOf)
	return plain(list), err
}

func plain(list []Notice) []workday.Notice {
	var notices []workday.Notice
	for _, n := range list {
		notices = append(notices, n.Notice)
	}
	return notices
}

func (s *Store) readNotices(ctx context.Context, asOf time.Time) ([]Notice, error) {
	rows, err := s.conn.Query(ctx, sql.Query("notice_list"), clickhouse.Named("as_of", at(asOf)))
	if err != nil {
		return nil, unavailable(err)
	}
	defer rows.Close()
	var list []Notice
	for rows.Next() {
		var content string
		var n Notice
		if err := rows.Scan(&content, &n.RecordedAt); err != nil {
			return nil, err
		}
		if err := json.Unmarshal([]byte(content), &n.Notice); err != nil {
			return nil, fmt.Errorf("read stored notice: %w", err)
		}
		n.RecordedAt = n.RecordedAt.In(beijing)
		list = append(list, n)
	}
	return list, unavailable(rows.Err())
}

func noticeDigest(n workday.Notice) string {
	content, err := json.Marshal(n)
	if err != nil {
		panic(err) // a Notice is plain data
	}
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

func workdayForever() time.Time { return workday.MustDate("2149-01-01").Start() }
