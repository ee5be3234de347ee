package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	databasesql "database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"daylight/internal/briefing"
	"daylight/internal/disclosure"
	"daylight/internal/workday"
	"daylight/sql"
)

// Issue implements briefing.Register. Issues take turns on a lock of their own,
// since the number must be known while the paper is drawn and facts must not
// wait that long. Files come first; the row with the number comes last and is
// the issue: without it neither number nor files are there.
func (s *Store) Issue(ctx context.Context, body, id string, issuedOn workday.Date, actor string, render func(briefing.Record) (briefing.Issue, error)) (briefing.Record, error) {
	release, err := s.issues.take(ctx)
	if err != nil {
		return briefing.Record{}, err
	}
	defer release(time.Time{})
	r, err := s.issuable(ctx, body, id, issuedOn)
	if err != nil {
		return r, err
	}
	issue, err := render(r)
	if err != nil {
		return r, err
	}
	return s.freeze(ctx, r, actor, issue)
}

// issuable returns the record with the number that it will have.
func (s *Store) issuable(ctx context.Context, body, id string, on workday.Date) (briefing.Record, error) {
	r, err := s.Briefing(ctx, body, id)
	if err != nil {
		return r, err
	}
	last, lastOn, err := s.lastIssue(ctx, body, on.Year())
	if err != nil {
		return r, err
	}
	if err := r.CheckIssue(on, s.today(), last, lastOn); err != nil {
		return r, err
	}
	r.Number, r.Request.IssuedOn = briefing.Number{Year: on.Year(), Issue: last.Issue + 1}, on
	return r, nil
}

func (s *Store) lastIssue(ctx context.Context, body string, year int) (briefing.Number, workday.Date, error) {
	if year < 1 || year > 9999 {
		return briefing.Number{}, 0, nil
	}
	var last uint32
	var on time.Time
	err := s.conn.QueryRow(ctx, sql.Query("briefing_last"), clickhouse.Named("body", body), clickhouse.Named("year", uint16(year))).Scan(&last, &on)
	if err != nil {
		return briefing.Number{}, 0, unavailable(err)
	}
	return briefing.Number{Year: year, Issue: int(last)}, dateOf(on), nil
}

// freeze writes a drawn issue, unless the briefing was taken back or the number
// was taken while it was drawn.
func (s *Store) freeze(ctx context.Context, drawn briefing.Record, actor string, issue briefing.Issue) (briefing.Record, error) {
	body, id := drawn.Request.Body, drawn.ID
	value, err := json.Marshal(issue.Value)
	if err != nil {
		return drawn, fmt.Errorf("write briefing: %w", err)
	}
	ctx, release, err := s.turn(ctx)
	if err != nil {
		return drawn, err
	}
	var committed time.Time
	defer func() { release(committed) }()
	now, err := s.issuable(ctx, body, id, drawn.Request.IssuedOn)
	if err != nil {
		return now, err
	}
	if now.Number != drawn.Number || len(now.Steps) != len(drawn.Steps) {
		return now, &disclosure.Error{Kind: disclosure.Clashes, Code: "briefings.number_taken", Args: []any{drawn.Number.String()}}
	}
	moment := s.nextMoment()
	s.lock.begin(moment)
	attempt := rand.Text()
	if err := s.addIssueFiles(ctx, body, id, attempt, issue.Files, moment); err != nil {
		return drawn, err
	}
	committed = moment
	sent := s.addIssue(ctx, drawn, attempt, string(value), actor, moment)
	r, err := s.outcome(ctx, body, id)
	if sent != nil && (err != nil || r.State != briefing.Issued) {
		return drawn, sent
	}
	return r, err
}

// outcome asks how a briefing stands, even for somebody who has hung up: the row
// may be there although its answer was lost.
func (s *Store) outcome(ctx context.Context, body, id string) (briefing.Record, error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	return s.Briefing(ctx, body, id)
}

func (s *Store) addIssueFiles(ctx context.Context, body, id, attempt string, files []briefing.Content, moment time.Time) error {
	rows := make([][]any, len(files))
	for n, f := range files {
		rows[n] = []any{body, id, attempt, f.Name, f.Office, f.Type, uint64(len(f.Content)), digestText(f.Content), string(f.Content), moment}
	}
	return s.insert(ctx, "INSERT INTO briefing_file (body, id, attempt, name, office, type, size, sha256, content, recorded_at)", rows...)
}

func (s *Store) addIssue(ctx context.Context, r briefing.Record, attempt, value, actor string, moment time.Time) error {
	return s.insert(ctx, "INSERT INTO briefing_issue (body, year, issue, id, issued_on, attempt, value, sha256, actor, recorded_at)", []any{
		r.Request.Body, uint16(r.Number.Year), uint32(r.Number.Issue), r.ID, day(r.Request.IssuedOn), attempt, value, digestText([]byte(value)), actor, moment})
}

// Frozen implements briefing.Register.
func (s *Store) Frozen(ctx context.Context, body, id string) (*briefing.Briefing, error) {
	value, err := s.sealedText(ctx, "briefing_value", clickhouse.Named("body", body), clickhouse.Named("id", id))
	if err != nil {
		return nil, err
	}
	b := new(briefing.Briefing)
	if err := json.Unmarshal([]byte(value), b); err != nil {
		return nil, fmt.Errorf("read issued briefing %s: %w", id, err)
	}
	b.Request.AsOf = b.Request.AsOf.In(beijing)
	return b, nil
}

// FileContent implements briefing.Register.
func (s *Store) FileContent(ctx context.Context, body, id, name string) ([]byte, error) {
	content, err := s.sealedText(ctx, "briefing_content", clickhouse.Named("body", body), clickhouse.Named("id", id), clickhouse.Named("name", name))
	return []byte(content), err
}

// sealedText reads a text that stands beside its digest, and refuses one that
// does not fit it.
func (s *Store) sealedText(ctx context.Context, query string, args ...any) (string, error) {
	var text, digest string
	err := s.conn.QueryRow(ctx, sql.Query(query), args...).Scan(&text, &digest)
	if errors.Is(err, databasesql.ErrNoRows) {
		return "", disclosure.ErrNotFound
	}
	if err != nil {
		return "", unavailable(err)
	}
	if digestText([]byte(text)) != digest {
		return "", &disclosure.Error{Kind: disclosure.Clashes, Code: "briefings.damaged", Args: []any{digest}}
	}
	return text, nil
}

func digestText(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}
