package web

import "daylight/internal/evidence"

// checkAttachment tells what 佐证材料 is, by its content and never by its name.
// What is no sound photo and no paper is refused with words.
func checkAttachment(name string, content []byte) (string, error) {
	return evidence.Check(name, content)
}
