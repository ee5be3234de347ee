package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"daylight/internal/disclosure"
)

// LoadKnown writes many bodies' plan versions as if each had become known at the
// moment given for it, and every edition of their lines.
func (s *Store) LoadKnown(ctx context.Context, bodies [][]*disclosure.Plan, known [][]time.Time) error {
	lines, err := s.conn.PrepareBatch(ctx, insertLines)
	if err != nil {
		return err
	}
	defer lines.Abort()
	versions, err := s.conn.PrepareBatch(ctx, `INSERT INTO plan_version (body, plan, version, body_name, body_name_en, region, demo,
		title, effective_from, text, content, sha256, actor, recorded_at)`)
	if err != nil {
		return err
	}
	defer versions.Abort()
	for b, plans := range bodies {
		for v, p := range plans {
			if err := appendLines(lines, plans[:v+1]); err != nil {
				return err
			}
			content, err := json.Marshal(p)
			if err != nil {
				return err
			}
			sum := sha256.Sum256([]byte(p.Text))
			if err := versions.Append(p.Body.Code, p.Code, uint32(p.Version), p.Body.Name, p.Body.NameEN, p.Body.Region, p.Body.Demo,
				p.Title, day(p.EffectiveFrom), p.Text, string(content), hex.EncodeToString(sum[:]), "test", known[b][v]); err != nil {
				return err
			}
		}
	}
	if err := lines.Send(); err != nil {
		return err
	}
	return versions.Send()
}

// InsertKnown writes facts with the recorded time they state.
func (s *Store) InsertKnown(ctx context.Context, events []disclosure.Event) error {
	batch, err := s.conn.PrepareBatch(ctx, insertEvents)
	if err != nil {
		return err
	}
	defer batch.Abort()
	for _, e := range events {
		if err := batch.Append(eventRow(e, digestOf(e), e.RecordedAt)...); err != nil {
			return err
		}
	}
	return batch.Send()
}
