// Package sql holds every statement of the store: migrations (goose), views
// made anew at each start, and queries, one statement a file with its question
// on top. A query that begins with "-- with NAME …" stands on parts/NAME.sql …,
// whose common table expressions are put before it in this order.
package sql

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
)

//go:embed migrations/*.sql
var migrations embed.FS

//go:embed queries/*.sql parts/*.sql views/*.sql
var statements embed.FS

// Migrations returns the goose migrations, at the root of the file system.
func Migrations() fs.FS {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(err)
	}
	return sub
}

// Query returns the statement of queries/NAME.sql. It panics on a name that is
// not there, which the package's test rules out.
func Query(name string) string {
	text := read("queries/" + name + ".sql")
	if first, _, _ := strings.Cut(text, "\n"); strings.HasPrefix(first, "-- with ") {
		var whole strings.Builder
		for _, part := range strings.Fields(strings.TrimPrefix(first, "-- with ")) {
			whole.WriteString(read("parts/" + part + ".sql"))
		}
		return whole.String() + text
	}
	return text
}

// Views returns the statements that make the views, in order.
func Views() []string {
	entries, err := statements.ReadDir("views")
	if err != nil {
		panic(err)
	}
	texts := make([]string, 0, len(entries))
	for _, e := range entries {
		texts = append(texts, read("views/"+e.Name()))
	}
	return texts
}

func read(name string) string {
	data, err := statements.ReadFile(name)
	if err != nil {
		panic(fmt.Sprintf("sql: %v", err))
	}
	return string(data)
}
