package main

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"daylight/internal/testkit/nation"
	"daylight/sql"
)

// profiledBodies are as many as one statement of the store is asked about.
const profiledBodies = 900

// stages are where the statement of the plain lane is cut off, and what it has done
// by then.
var stages = []struct{ name, does string }{
	{"numbered", "read the facts, codes as numbers"},
	{"gathered", "add up the facts of each instance"},
	{"judged", "find the plan line, the due day, the verdict"},
	{"cases", "count equal cases"},
	{"sums", "price them"},
}

// profile tells where the time of the whole country goes, by core: the statement of
// the plain lane cut off after each of its stages, and what remains of the whole.
func (b *bench) profile(ctx context.Context, whole time.Duration) error {
	head, _, found := strings.Cut(sql.Query("points_plain"), "\nSELECT body, office, block")
	if !found {
		return fmt.Errorf("queries/points_plain.sql is not what it was")
	}
	bodies := make([]string, min(profiledBodies, (b.nation.Bodies+1)/2))
	for i := range bodies {
		bodies[i] = b.nation.Code(i)
	}
	args, err := b.ours.plainArgs(ctx, bodies)
	if err != nil {
		return err
	}
	ctx = clickhouse.Context(ctx, clickhouse.WithSettings(clickhouse.Settings{"max_threads": 1, "short_circuit_function_evaluation": "disable", "max_query_size": 64 << 20}))
	per := time.Duration(int64(whole) * int64(min(runtime.NumCPU(), 2)) / int64(b.nation.Bodies) * int64(len(bodies)))
	before := time.Duration(0)
	for _, s := range stages {
		t, err := repeated(ctx, 3, func(ctx context.Context, _ int) error {
			var rows, nothing uint64
			return b.ours.conn.QueryRow(ctx, head+"\nSELECT count(), sum(ignore(*)) FROM "+s.name, args...).Scan(&rows, &nothing)
		})
		if err != nil {
			return err
		}
		b.stages = append(b.stages, stage{s.does, t.median() - before, per})
		before = t.median()
	}
	b.stages = append(b.stages, stage{"read, send and judge in Go what is not plain; settle", per - before, per})
	for _, s := range b.stages {
		b.say("  %s: %s (%.0f %%)", s.does, short(s.took), s.share())
	}
	return nil
}

// stage is one line of the profile.
type stage struct {
	does        string
	took, whole time.Duration
}

func (s stage) share() float64 { return 100 * s.took.Seconds() / s.whole.Seconds() }

// plainArgs are the parameters of the plain lane's statement.
func (d *daylight) plainArgs(ctx context.Context, bodies []string) ([]any, error) {
	rows, err := d.conn.Query(ctx, sql.Query("clock_duties"), clickhouse.Named("as_of", nation.AsOf.Format("2006-01-02 15:04:05.000")), clickhouse.Named("bodies", bodies))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var duties, applications, wide, channels, points []string
	for rows.Next() {
		var clock uint8
		var of, broad, posts, asked []string
		if err := rows.Scan(&clock, &of, &broad, &posts, &asked); err != nil {
			return nil, err
		}
		if clock > 2 { // by term and by case
			continue
		}
		if clock == 2 {
			applications = of
		}
		duties, wide, channels, points = append(duties, of...), append(wide, broad...), append(channels, posts...), append(points, asked...)
	}
	for _, list := range []*[]string{&duties, &wide, &channels, &points} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return append(d.prices("term,case", duties), clickhouse.Named("bodies", bodies), clickhouse.Named("applications", applications),
		clickhouse.Named("wide", wide), clickhouse.Named("channels", channels), clickhouse.Named("points", points[:min(len(points), 62)]),
		clickhouse.Named("secret0", "2216487553243078389"), clickhouse.Named("secret1", "4213238561324007815")), rows.Err()
}
