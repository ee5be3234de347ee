package intake

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"maps"
	"slices"

	"daylight/internal/disclosure"
)

// EventID derives the id of an event from all that it states. The same fact
// read twice, from whatever file, is one event; a fact that differs in
// anything is another. Who entered it, from where and when it became known do
// not count.
func EventID(e *disclosure.Event) string {
	var room [1024]byte
	b := append(room[:0], "daylight/event/1"...)
	text := func(parts ...string) {
		for _, s := range parts {
			b = binary.AppendUvarint(b, uint64(len(s)))
			b = append(b, s...)
		}
	}
	number := func(n int64) { b = binary.AppendVarint(b, n) }

	text(e.Body, e.Duty, e.Subject, e.Office, e.Channel, e.Title, e.DocNumber, e.URL, e.Ref, e.Note)
	number(int64(e.Kind))
	number(int64(e.Precision))
	number(int64(e.FormedOn))
	number(e.OccurredAt.UnixMilli())
	number(e.FirstSeen.UnixMilli())
	number(int64(len(e.Fields)))
	text(e.Fields...)
	if len(e.Attrs) > 0 {
		for _, k := range slices.Sorted(maps.Keys(e.Attrs)) {
			text(k, e.Attrs[k])
		}
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:16])
}
