package store

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"daylight/internal/briefing"
	"daylight/internal/disclosure"
	"daylight/internal/workday"
	"daylight/sql"
)

// Briefings implements briefing.Register.
func (s *Store) Briefings(ctx context.Context, body string, asOf time.Time) ([]briefing.Record, error) {
	records, err := s.briefingSteps(ctx, body, "", asOf)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(records, func(a, b briefing.Record) int { return b.Steps[0].At.Compare(a.Steps[0].At) })
	return records, s.addIssues(ctx, records, body, "", asOf)
}

// Briefing implements briefing.Register.
func (s *Store) Briefing(ctx context.Context, body, id string) (briefing.Record, error) {
	if body == "" || id == "" {
		return briefing.Record{}, disclosure.ErrNotFound
	}
	records, err := s.briefingSteps(ctx, body, id, workdayForever())
	if err != nil {
		return briefing.Record{}, err
	}
	if len(records) == 0 {
		return briefing.Record{}, disclosure.ErrNotFound
	}
	err = s.addIssues(ctx, records, body, id, workdayForever())
	return records[0], err
}

// briefingSteps reads what people did to briefings, by briefing.
func (s *Store) briefingSteps(ctx context.Context, body, id string, asOf time.Time) ([]briefing.Record, error) {
	rows, err := s.conn.Query(ctx, sql.Query("briefing_steps"), clickhouse.Named("body", body), clickhouse.Named("id", id), clickhouse.Named("as_of", at(asOf)))
	if err != nil {
		return nil, unavailable(err)
	}
	defer rows.Close()
	var records []briefing.Record
	for rows.Next() {
		var step briefing.Step
		var of, request, reissues, decision string
		var state uint8
		var edits map[string]string
		if err := rows.Scan(&of, &state, &step.Actor, &step.Note, &edits, &request, &reissues, &decision, &step.At); err != nil {
			return nil, err
		}
		step.To, step.At = briefing.State(state), step.At.In(beijing)
		if len(records) == 0 || records[len(records)-1].ID != of {
			r := briefing.Record{ID: of, Reissues: reissues, Decision: decision}
			if err := json.Unmarshal([]byte(request), &r.Request); err != nil {
				return nil, fmt.Errorf("read request of briefing %s: %w", of, err)
			}
			r.Request.AsOf = r.Request.AsOf.In(beijing)
			records = append(records, r)
		}
		records[len(records)-1].Apply(step, edits)
	}
	return records, unavailable(rows.Err())
}

// addIssues tells the records which of them are issued, and with what files.
func (s *Store) addIssues(ctx context.Context, records []briefing.Record, body, id string, asOf time.Time) error {
	issued := map[string]*briefing.Record{}
	named := map[string]*briefing.Record{}
	for n := range records {
		named[records[n].ID] = &records[n]
	}
	rows, err := s.conn.Query(ctx, sql.Query("briefing_issues"), clickhouse.Named("body", body), clickhouse.Named("id", id), clickhouse.Named("as_of", at(asOf)))
	if err != nil {
		return unavailable(err)
	}
	defer rows.Close()
	for rows.Next() {
		var year uint16
		var issue uint32
		var of, digest string
		var on time.Time
		step := briefing.Step{To: briefing.Issued}
		if err := rows.Scan(&year, &issue, &of, &on, &digest, &step.Actor, &step.At); err != nil {
			return err
		}
		r := named[of]
		if r == nil {
			continue
		}
		step.At = step.At.In(beijing)
		r.Number, r.Digest, r.Request.IssuedOn = briefing.Number{Year: int(year), Issue: int(issue)}, digest, dateOf(on)
		r.Apply(step, nil)
		issued[of] = r
	}
	if err := rows.Err(); err != nil || len(issued) == 0 {
		return unavailable(err)
	}
	return s.addFiles(ctx, issued, body, id)
}

func (s *Store) addFiles(ctx context.Context, issued map[string]*briefing.Record, body, id string) error {
	rows, err := s.conn.Query(ctx, sql.Query("briefing_files"), clickhouse.Named("body", body), clickhouse.Named("id", id))
	if err != nil {
		return unavailable(err)
	}
	defer rows.Close()
	for rows.Next() {
		var f briefing.File
		var of string
		var size uint64
		if err := rows.Scan(&of, &f.Name, &f.Office, &f.Type, &size, &f.SHA256); err != nil {
			return err
		}
		f.Size = int(size)
		if r := issued[of]; r != nil {
			r.Files = append(r.Files, f)
		}
	}
	return unavailable(rows.Err())
}

// Prepare implements briefing.Register.
func (s *Store) Prepare(ctx context.Context, r briefing.Record, actor string) (briefing.Record, error) {
	settled, err := s.Moment(ctx)
	if err != nil {
		return r, err
	}
	if err := r.CheckNew(settled); err != nil {
		return r, err
	}
	if r.ID == "" {
		r.ID = strings.ToLower(rand.Text()[:10])
	}
	body := r.Request.Body
	if r.Reissues != "" {
		old, err := s.Briefing(ctx, body, r.Reissues)
		if err != nil {
			return r, err
		}
		if old.State != briefing.Issued {
			return r, &disclosure.Error{Kind: disclosure.Clashes, Code: "briefings.reissue_unissued"}
		}
	}
	request, err := json.Marshal(r.Request)
	if err != nil {
		return r, fmt.Errorf("write request: %w", err)
	}
	return s.actOnBriefing(ctx, body, r.ID, func(old briefing.Record) (act, error) {
		if len(old.Steps) > 0 {
			return act{}, &disclosure.Error{Kind: disclosure.Clashes, Code: "briefings.there_already"}
		}
		return act{Step: briefing.Step{To: briefing.Draft, Actor: actor}, request: string(request), reissues: r.Reissues, decision: r.Decision}, nil
	})
}

// Edit implements briefing.Register.
func (s *Store) Edit(ctx context.Context, body, id string, edits map[string]string, actor string) (briefing.Record, error) {
	return s.actOnBriefing(ctx, body, id, func(r briefing.Record) (act, error) {
		changed := r.Changes(edits)
		if err := r.CheckWords(changed); err != nil || len(changed) == 0 {
			return act{}, err
		}
		return act{Step: briefing.Step{To: briefing.Draft, Actor: actor}, edits: changed}, nil
	})
}

// Move implements briefing.Register.
func (s *Store) Move(ctx context.Context, body, id string, to briefing.State, actor, note string) (briefing.Record, error) {
	return s.actOnBriefing(ctx, body, id, func(r briefing.Record) (act, error) {
		if err := r.CheckMove(to, actor, note); err != nil {
			return act{}, err
		}
		return act{Step: briefing.Step{To: to, Actor: actor, Note: strings.TrimSpace(note)}}, nil
	})
}

// act is a row of briefing_step; the zero act changes nothing.
type act struct {
	briefing.Step
	edits                       map[string]string
	request, reissues, decision string
}

// actOnBriefing decides on one act with the record before it in hand, and writes
// it, with nobody in between. A record without steps is not there yet.
func (s *Store) actOnBriefing(ctx context.Context, body, id string, decide func(briefing.Record) (act, error)) (briefing.Record, error) {
	ctx, release, err := s.turn(ctx)
	if err != nil {
		return briefing.Record{}, err
	}
	var committed time.Time
	defer func() { release(committed) }()
	r, err := s.Briefing(ctx, body, id)
	if err != nil && !errors.Is(err, disclosure.ErrNotFound) {
		return r, err
	}
	missing := err != nil
	a, err := decide(r)
	switch {
	case missing && a.request == "":
		return r, disclosure.ErrNotFound
	case err != nil || a.To == 0:
		return r, err
	}
	moment := s.nextMoment()
	s.lock.begin(moment)
	committed = moment
	if err := s.addStep(ctx, body, id, len(r.Steps)+1, a, moment); err != nil {
		return r, err
	}
	return s.Briefing(ctx, body, id)
}

func (s *Store) addStep(ctx context.Context, body, id string, n int, a act, moment time.Time) error {
	if a.edits == nil {
		a.edits = map[string]string{}
	}
	return s.insert(ctx, "INSERT INTO briefing_step (body, id, step, state, actor, note, edits, request, reissues, decision, recorded_at)",
		[]any{body, id, uint32(n), uint8(a.To), a.Actor, a.Note, a.edits, a.request, a.reissues, a.decision, moment})
}

// today is the day by the store's clock.
func (s *Store) today() workday.Date { return workday.DateOf(s.now()) }
