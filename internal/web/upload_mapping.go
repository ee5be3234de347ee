package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"daylight/internal/intake"
)

// mappable are the fields that a column may be read as, in the order in which
// they are offered. "" leaves the column out.
var mappable = []string{
	"duty", "subject", "kind", "office", "channel", "occurred_at", "formed_on", "title", "document_number", "index_number", "url", "fields", "note", "ref",
	"attrs.ground", "attrs.approver", "attrs.reviewer", "attrs.number", "attrs.result", "attrs.receipt", "attrs.submitted_on", "attrs.applicant", "attrs.reply",
	"attrs.delivery", "attrs.class", "attrs.form",
}

// mappingOf turns what a person chose into a mapping. A mapping file is YAML,
// of which JSON is a part.
func mappingOf(chosen map[string]string) (*intake.Mapping, error) {
	columns, ignored := map[string]string{}, []string{}
	for _, header := range slices.Sorted(maps.Keys(chosen)) {
		if to := chosen[header]; to != "" {
			columns[header] = to
		} else {
			ignored = append(ignored, header)
		}
	}
	text, err := json.Marshal(map[string]any{"columns": columns, "ignore": ignored})
	if err != nil {
		return nil, err
	}
	return intake.ParseMapping("upload", text)
}

// twiceChosen returns a field that two columns were given.
func twiceChosen(chosen map[string]string) string {
	seen := map[string]bool{}
	for _, header := range slices.Sorted(maps.Keys(chosen)) {
		if to := chosen[header]; to != "" && seen[to] {
			return to
		} else if to != "" {
			seen[to] = true
		}
	}
	return ""
}

// headerDigest names a header row, whatever space stands in it.
func headerDigest(header []string) string {
	bare := make([]string, len(header))
	for i, h := range header {
		bare[i] = strings.TrimSpace(h)
	}
	sum := sha256.Sum256([]byte(strings.Join(bare, "\x1f")))
	return hex.EncodeToString(sum[:])
}

// remembered is how the body's people read a table with this header before.
func (s *Server) remembered(ctx context.Context, body string, header []string) map[string]string {
	if s.Layouts == nil || len(header) == 0 {
		return nil
	}
	text, err := s.Layouts.Layout(ctx, body, headerDigest(header))
	var chosen map[string]string
	if err != nil || json.Unmarshal([]byte(text), &chosen) != nil || twiceChosen(chosen) != "" {
		return nil
	}
	for header, to := range chosen {
		if to != "" && !slices.Contains(mappable, to) {
			delete(chosen, header)
		}
	}
	return chosen
}

func (s *Server) remember(ctx context.Context, u *upload, header []string) error {
	if s.Layouts == nil || len(u.chosen) == 0 || len(header) == 0 {
		return nil
	}
	text, err := json.Marshal(u.chosen)
	if err != nil {
		return err
	}
	old, err := s.Layouts.Layout(ctx, u.body, headerDigest(header))
	if err == nil && old == string(text) || err != nil && !isMissing(err) {
		return ignoreMissing(err)
	}
	return s.Layouts.RememberLayout(ctx, u.body, headerDigest(header), string(text), u.account)
}

func ignoreMissing(err error) error {
	if isMissing(err) {
		return nil
	}
	return err
}
