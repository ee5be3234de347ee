package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/ClickHouse/clickhouse-go/v2"

	"daylight/internal/disclosure"
	statements "daylight/sql"
)

// KeepAttachment implements disclosure.Evidence.
func (s *Store) KeepAttachment(ctx context.Context, a disclosure.Attachment) error {
	if _, err := s.Attachment(ctx, a.Body, a.SHA256); !errors.Is(err, disclosure.ErrNotFound) {
		return err
	}
	return s.insert(ctx, "INSERT INTO attachment (sha256, body, office, name, type, size, content, actor, recorded_at)",
		[]any{a.SHA256, a.Body, a.Office, a.Name, a.Type, uint32(len(a.Content)), string(a.Content), a.Actor, s.now()})
}

// Attachment implements disclosure.Evidence.
func (s *Store) Attachment(ctx context.Context, body, sha256 string) (disclosure.Attachment, error) {
	a := disclosure.Attachment{SHA256: sha256, Body: body}
	var content string
	err := s.conn.QueryRow(ctx, statements.Query("attachment"), clickhouse.Named("body", body), clickhouse.Named("sha256", sha256)).
		Scan(&a.Office, &a.Name, &a.Type, &content, &a.Actor, &a.RecordedAt)
	if errors.Is(err, sql.ErrNoRows) {
		return a, disclosure.ErrNotFound
	}
	a.Content = []byte(content)
	return a, unavailable(err)
}

// Layout implements disclosure.Layouts.
func (s *Store) Layout(ctx context.Context, body, header string) (string, error) {
	var content string
	err := s.conn.QueryRow(ctx, statements.Query("layout"), clickhouse.Named("body", body), clickhouse.Named("header", header)).Scan(&content)
	if errors.Is(err, sql.ErrNoRows) {
		return "", disclosure.ErrNotFound
	}
	return content, unavailable(err)
}

// RememberLayout implements disclosure.Layouts.
func (s *Store) RememberLayout(ctx context.Context, body, header, content, actor string) error {
	return s.insert(ctx, "INSERT INTO layout_version (body, header, content, actor, recorded_at)", []any{body, header, content, actor, s.now()})
}
