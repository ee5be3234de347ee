// Package arch holds the import rules of the house in a test, so that they
// hold wherever the tests run, and through several rooms: the linter
// (.golangci.yml) sees only what a file itself imports.
package arch

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "daylight/"

// reach says which rooms a room may reach, directly or through others.
var reach = []struct {
	room string
	only []string
	why  string
}{
	{"internal/workday", nil,
		"dates are the ground that all rooms stand on"},
	{"internal/disclosure", []string{"internal/workday"},
		"the domain must hold whatever stores or shows it"},
	{"internal/assessment", []string{"internal/workday", "internal/disclosure"},
		"points must be recomputable from the ledger by anyone"},
	{"internal/i18n", []string{"internal/workday", "internal/disclosure"},
		"words need nothing but the nouns that they name"},
	{"internal/schemefile", []string{"internal/workday", "internal/disclosure", "internal/assessment", "internal/i18n", "internal/planfile"},
		"a scheme is read the same whatever store or page it is for"},
	{"internal/briefing", []string{"internal/workday", "internal/disclosure", "internal/assessment", "internal/i18n", "internal/schemefile", "internal/planfile"},
		"a briefing is a value: what is printed is computed from judged instances and scores alone"},
	{"internal/briefing/docx", nil,
		"the form of a paper needs no nouns of the trade"},
	{"dashboards", []string{"internal/workday", "internal/disclosure", "internal/assessment", "internal/i18n"},
		"a board is domain rows in, chart option out"},
	{"sql", nil,
		"statements know no Go types"},
}

// apart says which rooms a room must never reach, directly or through others.
var apart = []struct {
	room  string
	never []string
	why   string
}{
	{"internal/web", []string{"internal/store", "internal/engine", "sql"},
		"web asks the domain's interfaces; only cmd knows both web and store"},
	{"internal/store", []string{"internal/web", "dashboards"},
		"store returns rows of the domain; who asks is none of its business"},
	{"internal/intake", []string{"internal/web", "internal/store"},
		"intake turns files into events; cmd and web hand them on"},
	{"internal/access", []string{"internal/web", "internal/store"},
		"rights do not depend on who asks or where accounts lie"},
}

// kept says which libraries live in some rooms only, tests included.
var kept = []struct {
	library string
	rooms   []string
	why     string
}{
	{"github.com/gofiber", []string{"internal/web"},
		"the web framework can be changed in one room"},
	{"github.com/valyala/fasthttp", []string{"internal/web"},
		"the web framework can be changed in one room"},
	{"github.com/ebitengine/purego", []string{"internal/engine"},
		"the native library runs in a process of its own"},
	{"github.com/pressly/goose", []string{"internal/store"},
		"only store migrates the database"},
	{"github.com/ClickHouse", []string{"internal/store", "internal/engine", "internal/testkit"},
		"one driver, spoken in one place"},
	{"github.com/go-echarts", []string{"dashboards"},
		"chart options are made by boards"},
	{"github.com/go-analyze", []string{"internal/briefing/chart"},
		"pictures for print are drawn in one room"},
}

// plain lists the rooms that import the standard library and other rooms only.
var plain = []string{"internal/workday", "internal/disclosure", "internal/assessment", "internal/i18n", "sql"}

func TestRoomsReachOnlyWhatTheyMay(t *testing.T) {
	house := list(t)
	for _, r := range reach {
		for _, dep := range house.rooms(r.room) {
			if !slices.ContainsFunc(r.only, func(room string) bool { return within(dep, room) }) {
				t.Errorf("%s reaches %s (%s): %s", r.room, dep, house.way(r.room, dep), r.why)
			}
		}
	}
	for _, r := range apart {
		for _, dep := range house.rooms(r.room) {
			if slices.ContainsFunc(r.never, func(room string) bool { return within(dep, room) }) {
				t.Errorf("%s reaches %s (%s): %s", r.room, dep, house.way(r.room, dep), r.why)
			}
		}
	}
}

func TestLibrariesStayInTheirRooms(t *testing.T) {
	house := list(t)
	for path, p := range house {
		imports := slices.Concat(p.Imports, p.TestImports, p.XTestImports)
		for _, k := range kept {
			if slices.ContainsFunc(k.rooms, func(room string) bool { return within(path, room) }) {
				continue
			}
			for _, imp := range imports {
				if within(imp, k.library) {
					t.Errorf("%s imports %s, which belongs to %s: %s", path, imp, strings.Join(k.rooms, ", "), k.why)
				}
			}
		}
		if !slices.ContainsFunc(plain, func(room string) bool { return within(path, room) }) {
			continue
		}
		for _, imp := range p.Imports {
			if first, _, _ := strings.Cut(imp, "/"); strings.Contains(first, ".") {
				t.Errorf("%s imports %s: it needs the standard library only", path, imp)
			}
		}
	}
}

type pkg struct {
	ImportPath                         string
	Imports, TestImports, XTestImports []string
}

// house holds the packages of the module by their path within it.
type house map[string]pkg

func list(t *testing.T) house {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports,TestImports,XTestImports", module+"...")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("list packages: %v\n%s", err, stderr.String())
	}
	h := house{}
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return h
		} else if err != nil {
			t.Fatalf("read package list: %v", err)
		}
		h[strings.TrimPrefix(p.ImportPath, module)] = p
	}
}

// rooms returns every room of the house that room, or a room inside it,
// reaches without its tests. What lies inside the room itself is left out.
func (h house) rooms(room string) []string {
	var found []string
	seen := map[string]bool{}
	var walk func(path string)
	walk = func(path string) {
		for _, imp := range h[path].Imports {
			dep, ours := strings.CutPrefix(imp, module)
			if !ours || seen[dep] {
				continue
			}
			seen[dep] = true
			if !within(dep, room) {
				found = append(found, dep)
			}
			walk(dep)
		}
	}
	for path := range h {
		if within(path, room) {
			walk(path)
		}
	}
	slices.Sort(found)
	return found
}

// way names the imports that lead from a room to what it reaches.
func (h house) way(room, dep string) string {
	before := map[string]string{}
	var queue []string
	for path := range h {
		if within(path, room) {
			before[path] = ""
			queue = append(queue, path)
		}
	}
	for len(queue) > 0 {
		path := queue[0]
		queue = queue[1:]
		if path == dep {
			steps := []string{path}
			for p := before[path]; p != ""; p = before[p] {
				steps = append([]string{p}, steps...)
			}
			return strings.Join(steps, " → ")
		}
		for _, imp := range h[path].Imports {
			next, ours := strings.CutPrefix(imp, module)
			if _, seen := before[next]; ours && !seen {
				before[next] = path
				queue = append(queue, next)
			}
		}
	}
	return room
}

// within reports whether path is room or lies inside it.
func within(path, room string) bool {
	return path == room || strings.HasPrefix(path, room+"/")
}
