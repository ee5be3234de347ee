package workday

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// decodeStrict reads one JSON value and nothing else, and says what is wrong in
// words, with the line where that is known. encoding/json by itself lets a
// repeated field silently win over the first.
func decodeStrict(r io.Reader, into any) error {
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if len(bytes.TrimSpace(data)) == 0 {
		return fault("empty", "the file is empty")
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return inWords(err, data, dec.InputOffset())
	}
	if _, err := dec.Token(); err != io.EOF {
		return fault("trailing", "there is more after the end").onLine(lineOf(data, dec.InputOffset()))
	}
	return uniqueKeys(json.NewDecoder(bytes.NewReader(data)), data)
}

func inWords(err error, data []byte, at int64) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fault("not_json", "not JSON: %s", syntax.Error()).onLine(lineOf(data, syntax.Offset))
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fault("cut", "the file ends too early").onLine(lineOf(data, int64(len(data))))
	case errors.As(err, &kind) && kind.Field == "":
		return fault("not_object", "want an object { … }, not a %s", kind.Value).onLine(lineOf(data, kind.Offset))
	case errors.As(err, &kind):
		return fault("type", "field %s cannot be a %s", kind.Field, kind.Value).onLine(lineOf(data, kind.Offset))
	}
	if field, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		return fault("unknown_field", "unknown field %s", field).onLine(lineOf(data, int64(bytes.Index(data, []byte(field)))))
	}
	return fmt.Errorf("line %d: %w", lineOf(data, at), err)
}

func lineOf(data []byte, offset int64) int {
	return 1 + bytes.Count(data[:min(max(offset, 0), int64(len(data)))], []byte("\n"))
}

// uniqueKeys walks one value that is known to be well formed.
func uniqueKeys(dec *json.Decoder, data []byte) error {
	token, err := dec.Token()
	if err != nil {
		return err
	}
	open, ok := token.(json.Delim)
	if !ok {
		return nil
	}
	seen := map[string]bool{}
	for dec.More() {
		if open == '{' {
			key, err := dec.Token()
			if err != nil {
				return err
			}
			name := strings.ToLower(key.(string)) // as encoding/json matches them
			if seen[name] {
				return fault("field_twice", "field %q is there twice", name).onLine(lineOf(data, dec.InputOffset()))
			}
			seen[name] = true
		}
		if err := uniqueKeys(dec, data); err != nil {
			return err
		}
	}
	_, err = dec.Token()
	return err
}
