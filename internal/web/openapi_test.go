package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"daylight/internal/access"
)

type apiDocument struct {
	OpenAPI string
	Paths   map[string]map[string]struct {
		OperationID string
		Parameters  []struct{ Name, In string }
		Responses   map[string]apiBody
		RequestBody apiBody
	}
	Components struct{ Schemas map[string]any }
}

type apiBody struct {
	Content map[string]struct {
		Schema  any
		Example any
	}
}

func document(t *testing.T) apiDocument {
	t.Helper()
	var d apiDocument
	if err := json.Unmarshal(openAPIDocument, &d); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestTheDocumentHasEveryRouteOfTheAPIAndNoOther(t *testing.T) {
	d := document(t)
	var routed, told []string
	for _, r := range newHouse(t).app.GetRoutes(true) {
		if strings.HasPrefix(r.Path, "/api/") && len(r.Handlers) > 0 && !isRefusal(r.Path, r.Method) {
			routed = append(routed, r.Method+" "+r.Path)
		}
	}
	for path, operations := range d.Paths {
		for method := range operations {
			told = append(told, strings.ToUpper(method)+" "+path)
		}
	}
	for _, want := range told {
		if !slices.Contains(routed, want) {
			t.Errorf("%s is in the document and answers nothing", want)
		}
	}
	for _, want := range []string{"GET /api/v1/instances", "GET /api/v1/tallies", "GET /api/v1/openapi.json", "POST /api/v1/events"} {
		if !slices.Contains(told, want) {
			t.Errorf("%s is not in the document", want)
		}
	}
	if len(told) != 4 {
		t.Errorf("%d operations: name the new one here", len(told))
	}
}

// isRefusal tells the routes that only answer 405.
func isRefusal(path, method string) bool {
	return (path == eventsPath) != (method == http.MethodPost) || method == http.MethodHead
}

func TestTheDocumentIsServedToAnybody(t *testing.T) {
	a := newHouse(t).browser().get("/api/v1/openapi.json")
	if a.StatusCode != 200 || !strings.Contains(a.text, `"3.1.0"`) {
		t.Errorf("%d", a.StatusCode)
	}
}

func TestExamplesAndAnswersHaveTheShapeTheDocumentTells(t *testing.T) {
	d := document(t)
	for path, operations := range d.Paths {
		for method, op := range operations {
			for status, response := range op.Responses {
				for _, c := range response.Content {
					if c.Example != nil {
						checkShape(t, d, c.Schema, c.Example, fmt.Sprintf("%s %s %s example", method, path, status))
					}
				}
			}
			for _, c := range op.RequestBody.Content {
				checkShape(t, d, c.Schema, c.Example, method+" "+path+" request")
			}
		}
	}
	h := newHouse(t)
	p := h.program(access.Secretariat, access.ScopeRead, access.ScopeEventsWrite)
	for _, c := range []struct{ method, path, body, status string }{
		{"GET", "/api/v1/instances", "", "200"},
		{"GET", "/api/v1/tallies", "", "200"},
		{"GET", "/api/v1/tallies?period=x", "", "400"},
		{"POST", "/api/v1/events", fact("a", "1", "甲"), "200"},
		{"POST", "/api/v1/events", fact("b", "1", "甲") + "\nx", "207"},
		{"POST", "/api/v1/events", "x", "422"},
	} {
		a := p.send(c.method, c.path, c.body)
		var got any
		if err := json.Unmarshal([]byte(a.text), &got); err != nil || fmt.Sprint(a.StatusCode) != c.status {
			t.Fatalf("%s %s: %d %s", c.method, c.path, a.StatusCode, a.text)
		}
		path, _, _ := strings.Cut(c.path, "?")
		for _, content := range d.Paths[path][strings.ToLower(c.method)].Responses[c.status].Content {
			checkShape(t, d, content.Schema, got, c.method+" "+c.path+" "+c.status)
		}
	}
}

// checkShape checks the part of JSON Schema that the document uses.
func checkShape(t *testing.T, d apiDocument, schema, value any, where string) {
	t.Helper()
	s, _ := schema.(map[string]any)
	if ref, ok := s["$ref"].(string); ok {
		s, ok = d.Components.Schemas[strings.TrimPrefix(ref, "#/components/schemas/")].(map[string]any)
		if !ok {
			t.Errorf("%s: %s leads nowhere", where, ref)
			return
		}
	}
	if choices, ok := s["enum"].([]any); ok && !slices.Contains(choices, value) {
		t.Errorf("%s: %v is none of %v", where, value, choices)
	}
	switch v := value.(type) {
	case map[string]any:
		checkObject(t, d, s, v, where)
	case []any:
		if s["type"] != "array" {
			t.Errorf("%s: a list, want %v", where, s["type"])
		}
		for i, item := range v {
			checkShape(t, d, s["items"], item, fmt.Sprintf("%s[%d]", where, i))
		}
	case string:
		if s["type"] != "string" && s["enum"] == nil {
			t.Errorf("%s: text, want %v", where, s["type"])
		}
	case float64:
		if s["type"] != "integer" && s["type"] != "number" {
			t.Errorf("%s: a number, want %v", where, s["type"])
		}
	default:
		t.Errorf("%s: %v", where, value)
	}
}

func checkObject(t *testing.T, d apiDocument, s, v map[string]any, where string) {
	t.Helper()
	properties, _ := s["properties"].(map[string]any)
	for name, item := range v {
		inner, known := properties[name]
		if !known {
			if inner, known = s["additionalProperties"]; !known {
				t.Errorf("%s: %q is not in the document", where, name)
				continue
			}
		}
		checkShape(t, d, inner, item, where+"."+name)
	}
	required, _ := s["required"].([]any)
	for _, name := range required {
		if _, ok := v[name.(string)]; !ok {
			t.Errorf("%s: %s is missing", where, name)
		}
	}
}
