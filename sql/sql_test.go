package sql

import (
	"strings"
	"testing"
)

func TestEveryStatementSaysItsQuestion(t *testing.T) {
	for _, dir := range []string{"queries", "parts", "views"} {
		entries, err := statements.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			text := read(dir + "/" + e.Name())
			if !strings.HasPrefix(text, "-- ") {
				t.Errorf("%s/%s does not begin with its question", dir, e.Name())
			}
			if dir == "queries" {
				Query(strings.TrimSuffix(e.Name(), ".sql")) // panics when its part is missing
			}
			if strings.Contains(text, "SELECT *\nFROM event") {
				t.Errorf("%s/%s does not name its columns", dir, e.Name())
			}
		}
	}
}
