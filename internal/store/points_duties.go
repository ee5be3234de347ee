package store

import (
	"context"
	"slices"

	"github.com/ClickHouse/clickhouse-go/v2"

	"daylight/internal/disclosure"
)

// clockDuties is a row of queries/clock_duties.sql.
type clockDuties struct {
	Clock    uint8    `ch:"clock"`
	Duties   []string `ch:"duties"`
	Wide     []string `ch:"wide"`
	Channels []string `ch:"channels"`
	Points   []string `ch:"points"`
}

// millDuties says which duties of some bodies go which way.
type millDuties struct {
	plain        clockDuties // by term and by case
	applications []string    // of them, those by case
	others       []string    // by other clocks
}

func (m *pointMill) millDuties(ctx context.Context, bodies []string) (d millDuties, err error) {
	rows, err := list(longLists(ctx), m.conn, "clock_duties", []any{clickhouse.Named("as_of", at(m.q.AsOf)), clickhouse.Named("bodies", texts(bodies))}, fields[clockDuties])
	for _, r := range rows {
		switch disclosure.Clock(r.Clock) {
		case disclosure.ByCase:
			d.applications = r.Duties
			fallthrough
		case disclosure.ByTerm:
			d.plain = together(d.plain, r)
		default:
			d.others = append(d.others, r.Duties...)
		}
	}
	return d, err
}

// together puts the lists of two clocks together.
func together(a, b clockDuties) clockDuties {
	union := func(a, b []string) []string {
		list := slices.Concat(a, b)
		slices.Sort(list)
		return slices.Compact(list)
	}
	return clockDuties{Duties: union(a.Duties, b.Duties), Wide: union(a.Wide, b.Wide), Channels: union(a.Channels, b.Channels), Points: union(a.Points, b.Points)}
}
