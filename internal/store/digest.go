package store

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// digestOf tells events of one id apart by what they state, not by who brought
// them or when. It is the hash of what encoding/json makes of the Event without
// RecordedAt, URLDate, Actor and Source; stored digests rest on every byte of it.
func digestOf(e disclosure.Event) uint64 {
	var room [1024]byte
	b := jsonText(append(room[:0], `{"ID":`...), e.ID)
	b = jsonText(append(b, `,"Body":`...), e.Body)
	b = jsonText(append(b, `,"Duty":`...), e.Duty)
	b = jsonText(append(b, `,"Subject":`...), e.Subject)
	b = strconv.AppendInt(append(b, `,"Kind":`...), int64(e.Kind), 10)
	b = jsonText(append(b, `,"Office":`...), e.Office)
	b = jsonText(append(b, `,"Channel":`...), e.Channel)
	b = jsonTime(append(b, `,"OccurredAt":`...), e.OccurredAt)
	b = strconv.AppendInt(append(b, `,"Precision":`...), int64(e.Precision), 10)
	b = append(b, `,"RecordedAt":"0001-01-01T00:00:00Z","FormedOn":`...)
	b = jsonText(b, dateOrNone(e.FormedOn))
	b = jsonTime(append(b, `,"URLDate":"","FirstSeen":`...), e.FirstSeen)
	b = jsonText(append(b, `,"Title":`...), e.Title)
	b = jsonText(append(b, `,"DocNumber":`...), e.DocNumber)
	b = jsonText(append(b, `,"URL":`...), e.URL)
	b = jsonText(append(b, `,"Ref":`...), e.Ref)
	b = jsonTexts(append(b, `,"Fields":`...), e.Fields)
	b = jsonText(append(b, `,"Note":`...), e.Note)
	b = jsonMap(append(b, `,"Attrs":`...), e.Attrs)
	b = append(b, `,"Actor":"","Source":""}`...)
	sum := sha256.Sum256(b)
	return binary.LittleEndian.Uint64(sum[:8])
}

func dateOrNone(d workday.Date) string {
	if d == 0 { // most facts have none
		return ""
	}
	return d.String()
}

func jsonTime(b []byte, t time.Time) []byte {
	if t.IsZero() {
		return append(b, `"0001-01-01T00:00:00Z"`...)
	}
	return append(t.UTC().AppendFormat(append(b, '"'), time.RFC3339Nano), '"')
}

func jsonTexts(b []byte, list []string) []byte {
	if list == nil {
		return append(b, "null"...)
	}
	b = append(b, '[')
	for i, s := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = jsonText(b, s)
	}
	return append(b, ']')
}

func jsonMap(b []byte, m map[string]string) []byte {
	if m == nil {
		return append(b, "null"...)
	}
	b = append(b, '{')
	for i, k := range slices.Sorted(maps.Keys(m)) {
		if i > 0 {
			b = append(b, ',')
		}
		b = jsonText(append(jsonText(b, k), ':'), m[k])
	}
	return append(b, '}')
}

// jsonText writes plain text itself and leaves what needs escaping to the
// library.
func jsonText(b []byte, s string) []byte {
	if !plainText(s) {
		quoted, err := json.Marshal(s)
		if err != nil {
			panic(err) // text can always be written
		}
		return append(b, quoted...)
	}
	return append(append(append(b, '"'), s...), '"')
}

// plainText reports whether JSON has nothing to escape in s.
func plainText(s string) bool {
	high := false
	for i := range len(s) {
		switch c := s[i]; {
		case c < 0x20, c == '"', c == '\\', c == '<', c == '>', c == '&':
			return false
		case c == 0xe2: // the line separators begin with it
			return false
		case c >= utf8.RuneSelf:
			high = true
		}
	}
	return !high || utf8.ValidString(s)
}
