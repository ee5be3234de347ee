package main

import (
	_ "embed"
	"fmt"
	"strings"
	"text/template"

	"daylight/internal/testkit/nation"
)

//go:embed question.sql
var questionText string

var question = template.Must(template.New("question").Parse(questionText))

// dialect is how a rival says what the others say another way. The methods are
// those that question.sql calls.
type dialect struct {
	name string
	body string // one body; "" for all

	Div, Greatest string
	latest        string // of a condition: the opening recorded last
	part          [5]string
	gather, lacks string
	dayOf         string
}

var postgres = dialect{name: "PostgreSQL", Div: "/", Greatest: "greatest",
	latest: "max(ARRAY[recorded::text, id, occurred::text, prec::text, attr, office]) FILTER (WHERE %s)",
	part:   [5]string{1: "(%s)[3]::bigint", 2: "(%s)[4]::int", 3: "(%s)[5]", 4: "(%s)[6]"},
	gather: "string_agg(%s, '|')",
	lacks:  "NOT (string_to_array(%s, '|') <@ string_to_array(%s, '|'))",
	dayOf:  `CASE WHEN %[1]s ~ '^\d{4}-\d\d-\d\d$' THEN %[1]s::date - DATE '1970-01-01' END`,
}

var duckdb = dialect{name: "DuckDB", Div: "//", Greatest: "greatest",
	latest: "arg_max({'occurred': occurred, 'prec': prec, 'attr': attr, 'office': office}, (recorded, id)) FILTER (WHERE %s)",
	part:   [5]string{1: "(%s).occurred", 2: "(%s).prec", 3: "(%s).attr", 4: "(%s).office"},
	gather: "string_agg(%s, '|')",
	lacks:  "NOT list_has_all(string_split(%[2]s, '|'), string_split(%[1]s, '|'))",
	dayOf:  "date_diff('day', DATE '1970-01-01', TRY_CAST(%s AS DATE))",
}

var sqlite = dialect{name: "SQLite", Div: "/", Greatest: "max",
	latest: "max(CASE WHEN %s THEN printf('%%014d', recorded) || substr(id || printf('%%64s', ''), 1, 64) || printf('%%014d', occurred) || prec || office || '|' || attr END)",
	part:   [5]string{1: "CAST(substr(%s, 79, 14) AS INTEGER)", 2: "CAST(substr(%s, 93, 1) AS INTEGER)", 3: "substr(%[1]s, 94 + instr(substr(%[1]s, 94), '|'))", 4: "substr(%[1]s, 94, instr(substr(%[1]s, 94), '|') - 1)"},
	gather: "group_concat(%s, '|')",
	lacks:  `EXISTS (SELECT 1 FROM json_each('["' || replace(%s, '|', '","') || '"]') j WHERE instr('|' || %s || '|', '|' || j.value || '|') = 0)`,
	dayOf:  "CAST(julianday(%s) - 2440587.5 AS INTEGER)",
}

// asking returns the whole question, of one body or of all.
func (d dialect) asking(body string) (string, error) {
	d.body = body
	var text strings.Builder
	err := question.Execute(&text, d)
	return text.String(), err
}

func (d dialect) AsOf() int64             { return nation.AsOf.UnixMilli() }
func (d dialect) Today() int              { return int(nation.To) }
func (d dialect) From() int               { return int(nation.From) }
func (d dialect) To() int                 { return int(nation.To) }
func (d dialect) Day() string             { return fmt.Sprintf("CAST(%d AS BIGINT)", dayMillis) }
func (d dialect) Zone() int64             { return zoneMillis }
func (d dialect) NotMaterialized() string { return "NOT MATERIALIZED" }

func (d dialect) Of(column string) string {
	if d.body == "" {
		return ""
	}
	return fmt.Sprintf("AND %s = '%s'", column, strings.ReplaceAll(d.body, "'", "''"))
}

// Tardy is a part that a co-office handed over after the day agreed on.
func (d dialect) Tardy() string {
	return "kind = 24 AND office <> '' AND attr <> '' AND occurred_day > " + d.DayOf("attr")
}

func (d dialect) Latest(condition string) string { return fmt.Sprintf(d.latest, condition) }
func (d dialect) Part(of string, n int) string   { return fmt.Sprintf(d.part[n], of) }
func (d dialect) Gather(expr string) string      { return fmt.Sprintf(d.gather, expr) }
func (d dialect) Lacks(a, b string) string       { return fmt.Sprintf(d.lacks, a, b) }
func (d dialect) DayOf(expr string) string       { return fmt.Sprintf(d.dayOf, expr) }

// DayAt is the day in Beijing of a moment in milliseconds.
func (d dialect) DayAt(expr string) string {
	return fmt.Sprintf("((%s + %d) %s %d)", expr, zoneMillis, d.Div, dayMillis)
}

const (
	dayMillis  = 86_400_000
	zoneMillis = 8 * 3_600_000
)
