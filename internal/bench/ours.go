package main

import (
	"context"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"daylight/internal/assessment"
	"daylight/internal/engine"
	"daylight/internal/schemefile"
	"daylight/internal/store"
	"daylight/internal/testkit/nation"
	"daylight/sql"
)

// daylight is a store on an engine of its own, with a connection past the store
// for what only a measure asks.
type daylight struct {
	dir     string
	engine  *engine.Engine
	store   *store.Store
	conn    driver.Conn
	scheme  *assessment.Scheme
	version string
	load    time.Duration
}

func openDaylight(ctx context.Context, dir string) (*daylight, error) {
	d := &daylight{dir: dir}
	var err error
	if d.scheme, err = schemefile.Default(); err != nil {
		return nil, err
	}
	if d.engine, err = engine.Start(ctx, engine.Options{DataDir: dir}); err != nil {
		return nil, err
	}
	if d.store, err = store.Open(ctx, store.Options{DSN: d.engine.DSN(), LockDir: dir}); err != nil {
		d.engine.Close()
		return nil, err
	}
	opts, err := clickhouse.ParseDSN(d.engine.DSN())
	if err != nil {
		return nil, err
	}
	opts.Auth.Database = "daylight"
	opts.Settings = clickhouse.Settings{"query_plan_optimize_join_order_limit": 0, "optimize_and_compare_chain": 0, "max_query_size": 64 << 20}
	if d.conn, err = clickhouse.Open(opts); err != nil {
		return nil, err
	}
	return d, d.conn.QueryRow(ctx, "SELECT version()").Scan(&d.version)
}

// again opens the same ledger once more.
func (d *daylight) again(ctx context.Context) (*store.Store, error) {
	return store.Open(ctx, store.Options{DSN: d.engine.DSN(), LockDir: d.dir})
}

func (d *daylight) close() {
	d.conn.Close()
	d.store.Close()
	d.engine.Close()
}

// fill loads the country; the time is all that it takes, the making of the
// facts included.
func (d *daylight) fill(ctx context.Context, n nation.Nation) error {
	if err := d.store.LoadPlans(ctx, n.Plans(), "bench"); err != nil {
		return err
	}
	began := time.Now()
	if err := n.Load(ctx, d.engine.DSN(), nil); err != nil {
		return err
	}
	d.load = time.Since(began)
	return nil
}

// rest waits until no merge is under way, and says how long it took.
func (d *daylight) rest(ctx context.Context) (time.Duration, error) {
	began, quiet := time.Now(), 0
	for quiet < 10 {
		var merges uint64
		if err := d.conn.QueryRow(ctx, "SELECT count() FROM system.merges").Scan(&merges); err != nil {
			return 0, err
		}
		if quiet++; merges > 0 {
			quiet = 0
		}
		time.Sleep(200 * time.Millisecond)
	}
	return time.Since(began), nil
}

func (d *daylight) size() (int64, error) {
	var total uint64
	err := d.conn.QueryRow(context.Background(), "SELECT sum(bytes_on_disk) FROM system.parts WHERE active AND database = 'daylight'").Scan(&total)
	return int64(total), err
}

func (d *daylight) asking(body string) assessment.Question {
	return assessment.Question{Body: body, Period: assessment.Period{From: nation.From, To: nation.To}, AsOf: nation.AsOf}
}

// ask puts the rivals' question to the statement of the store that judges
// duties counted by term: the same rows, the same rules, one clock of the four.
func (d *daylight) ask(ctx context.Context, bodies []string) (answers, error) {
	head, _, found := strings.Cut(sql.Query("points_term"), "\nSELECT body, office, block")
	if !found {
		return nil, fmt.Errorf("queries/points_term.sql is not what it was")
	}
	rows, err := d.conn.Query(ctx, head+`
		SELECT body, office, toInt64(countIf(code BETWEEN 2 AND 6)), toInt64(countIf(code IN (2, 6))), toInt64(countIf(code = 3)), toInt64(countIf(code = 4)), toInt64(sum(lateness))
		FROM priced GROUP BY body, office HAVING countIf(code BETWEEN 2 AND 6) > 0 ORDER BY body, office`, append(d.prices("term", []string{}), clickhouse.Named("bodies", bodies))...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := answers{}
	for rows.Next() {
		var body, office string
		var a answer
		if err := rows.Scan(&body, &office, &a.Judged, &a.Met, &a.Late, &a.Missing, &a.Lost); err != nil {
			return nil, err
		}
		all[[2]string{body, office}] = a
	}
	return all, rows.Err()
}

// prices are the parameters of the statement but the bodies.
func (d *daylight) prices(clock string, duties []string) []any {
	table := d.scheme.Bands()
	var bands, breaches []string
	for _, b := range table.Bands {
		bands = append(bands, fmt.Sprintf("(%d,%d,%d,%d,%d)", b.Verdict, b.Unit, b.Over, b.UpTo, b.Points))
	}
	for _, b := range table.Breaches {
		breaches = append(breaches, fmt.Sprintf("(%d,%t)", b.Flag, b.Uncapped))
	}
	return []any{
		clickhouse.Named("as_of", nation.AsOf.Format("2006-01-02 15:04:05.000")), clickhouse.Named("clock", clock), clickhouse.Named("duties", duties),
		clickhouse.Named("from", nation.From.String()), clickhouse.Named("to", nation.To.String()),
		clickhouse.Named("bands", "["+strings.Join(bands, ",")+"]"), clickhouse.Named("breaches", "["+strings.Join(breaches, ",")+"]"),
		clickhouse.Named("blocks", []string{}), clickhouse.Named("channel", int64(table.Channel)), clickhouse.Named("field", int64(table.Field)),
		clickhouse.Named("most", int64(table.Most)), clickhouse.Named("missing", int64(table.Missing)),
	}
}

// folderSize is what lies in a folder and below.
func folderSize(dir string) (total int64, err error) {
	err = filepath.WalkDir(dir, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err == nil {
			total += info.Size()
		}
		return nil
	})
	return total, err
}
