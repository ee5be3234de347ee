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
		return errors.New("the file is empty")
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return inWords(err, data, dec.InputOffset())
	}
	if _, err := dec.Token(); err != io.EOF {
		return fmt.Errorf("line %d: there is more after the end", lineOf(data, dec.InputOffset()))
	}
	return uniqueKeys(json.NewDecoder(bytes.NewReader(data)), data)
}

func inWords(err error, data []byte, at int64) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Errorf("line %d: not JSON: %s", lineOf(data, syntax.Offset), syntax.Error())
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("line %d: the file ends too early", lineOf(data, int64(len(data))))
	case errors.As(err, &kind) && kind.Field == "":
		return fmt.Errorf("line %d: want an object { … }, not a %s", lineOf(data, kind.Offset), kind.Value)
	case errors.As(err, &kind):
		return fmt.Errorf("line %d: field %s cannot be a %s", lineOf(data, kind.Offset), kind.Field, kind.Value)
	}
	if field, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		return fmt.Errorf("line %d: unknown field %s", lineOf(data, int64(bytes.Index(data, []byte(field)))), field)
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
				return fmt.Errorf("line %d: field %q is there twice", lineOf(data, dec.InputOffset()), name)
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
