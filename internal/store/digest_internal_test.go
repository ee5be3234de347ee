package store

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"

	"daylight/internal/disclosure"
	"daylight/internal/testkit/nation"
	"daylight/internal/workday"
)

// libraryDigest is the digest as it was first stored.
func libraryDigest(e disclosure.Event) uint64 {
	e.RecordedAt, e.Actor, e.Source, e.URLDate = time.Time{}, "", "", 0
	e.OccurredAt, e.FirstSeen = e.OccurredAt.UTC(), e.FirstSeen.UTC()
	data, err := json.Marshal(e)
	if err != nil {
		panic(err)
	}
	sum := sha256.Sum256(data)
	return binary.LittleEndian.Uint64(sum[:8])
}

func TestDigestsAreThoseThatAreStored(t *testing.T) {
	for _, e := range (nation.Nation{Bodies: 1}).Ledger(0) {
		if digestOf(e) != libraryDigest(e) {
			t.Fatalf("%+v", e)
		}
	}
	words := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", "〔2026〕1号", `"\`, "<a&b>", "\u2028", "“引号”", "\xff\xfe", "a\tb\x00", "\x7f"}),
		rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }))
	moments := rapid.Map(rapid.Int64Range(-1<<40, 1<<37), func(ms int64) time.Time { return time.UnixMilli(ms).In(beijing) })
	rapid.Check(t, func(t *rapid.T) {
		text := func(name string) string { return words.Draw(t, name) }
		e := disclosure.Event{ID: text("id"), Body: text("body"), Duty: text("duty"), Subject: text("subject"), Kind: disclosure.EventKind(rapid.Int().Draw(t, "kind")),
			Office: text("office"), Channel: text("channel"), Precision: disclosure.Precision(rapid.IntRange(-1, 9).Draw(t, "precision")),
			RecordedAt: moments.Draw(t, "recorded"), FormedOn: workday.Date(rapid.Int32Range(-1000, 60000).Draw(t, "formed")), URLDate: 7,
			Title: text("title"), DocNumber: text("number"), URL: text("url"), Ref: text("ref"), Note: text("note"), Actor: text("actor"), Source: text("source"),
			Fields: rapid.OneOf(rapid.Just([]string(nil)), rapid.SliceOf(words)).Draw(t, "fields"),
			Attrs:  rapid.OneOf(rapid.Just(map[string]string(nil)), rapid.MapOf(words, words)).Draw(t, "attrs")}
		if rapid.Bool().Draw(t, "dated") {
			e.OccurredAt, e.FirstSeen = moments.Draw(t, "occurred"), moments.Draw(t, "seen")
		}
		if digestOf(e) != libraryDigest(e) {
			t.Fatalf("%+v", e)
		}
	})
}

func BenchmarkDigest(b *testing.B) {
	events := (nation.Nation{Bodies: 1}).Ledger(0)
	for i := 0; b.Loop(); i++ {
		digestOf(events[i%len(events)])
	}
}
