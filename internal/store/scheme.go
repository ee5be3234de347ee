package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/schemefile"
	"daylight/internal/workday"
	"daylight/sql"
)

// SchemeInForce implements assessment.Schemes.
func (s *Store) SchemeInForce(ctx context.Context, body string, d workday.Date, asOf time.Time) (*assessment.Scheme, error) {
	versions, err := s.SchemeVersions(ctx, body, asOf)
	if err != nil {
		return nil, err
	}
	for n := len(versions) - 1; n >= 0; n-- {
		if versions[n].EffectiveFrom <= d {
			return versions[n].Scheme, nil
		}
	}
	return schemefile.Default()
}

// SchemeVersions implements assessment.Schemes.
func (s *Store) SchemeVersions(ctx context.Context, body string, asOf time.Time) ([]assessment.SchemeVersion, error) {
	rows, err := s.conn.Query(ctx, sql.Query("points_schemes"), clickhouse.Named("as_of", at(asOf)), clickhouse.Named("body", body))
	if err != nil {
		return nil, unavailable(err)
	}
	defer rows.Close()
	var list []assessment.SchemeVersion
	for rows.Next() {
		v := assessment.SchemeVersion{Scheme: new(assessment.Scheme)}
		var version uint32
		var text, content string
		if err := rows.Scan(&version, &text, &content, &v.SHA256, &v.Actor, &v.RecordedAt); err != nil {
			return nil, err
		}
		if err := json.Unmarshal([]byte(content), v.Scheme); err != nil {
			return nil, fmt.Errorf("read stored scheme: %w", err)
		}
		v.Version, v.Text, v.RecordedAt = int(version), text, v.RecordedAt.In(beijing)
		list = append(list, v)
	}
	return list, unavailable(rows.Err())
}

// AdoptScheme implements assessment.Schemes.
func (s *Store) AdoptScheme(ctx context.Context, body string, scheme *assessment.Scheme, text, actor string) (bool, error) {
	if flaws := scheme.Check(); len(flaws) > 0 {
		return false, &disclosure.Error{Kind: disclosure.Invalid, Code: flaws[0].Code, Args: flaws[0].Args}
	}
	ctx, release, err := s.turn(ctx)
	if err != nil {
		return false, err
	}
	var committed time.Time
	defer func() { release(committed) }()
	plans, err := s.planHistory(ctx, body, workdayForever())
	if err != nil {
		return false, err
	}
	if len(plans) == 0 {
		return false, disclosure.ErrNotFound
	}
	versions, err := s.SchemeVersions(ctx, body, workdayForever())
	if err != nil {
		return false, err
	}
	if n := len(versions); n > 0 && versions[n-1].Text == text {
		return false, nil
	}
	adopted := *scheme
	adopted.Version, adopted.Text = len(versions)+1, ""
	moment := s.nextMoment()
	s.lock.begin(moment)
	committed = moment
	if err := s.addScheme(ctx, body, &adopted, text, actor, moment); err != nil {
		return false, err
	}
	scheme.Version, scheme.Text = adopted.Version, text
	return true, nil
}

func (s *Store) addScheme(ctx context.Context, body string, scheme *assessment.Scheme, text, actor string, moment time.Time) error {
	content, err := json.Marshal(scheme)
	if err != nil {
		return fmt.Errorf("write scheme: %w", err)
	}
	return s.insert(ctx, "INSERT INTO scheme_version (body, scheme, version, title, effective_from, text, content, sha256, actor, recorded_at)", []any{
		body, scheme.Code, uint32(scheme.Version), scheme.Title.Chinese, day(scheme.EffectiveFrom), text, string(content),
		digestText([]byte(text)), actor, moment})
}
