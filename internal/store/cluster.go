package store

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"github.com/ClickHouse/clickhouse-go/v2"

	"daylight/internal/disclosure"
)

// cluster says where a ledger lies that is too large for one server: the table
// event of a database is then a Distributed one over the tables of the same
// name on every shard of a cluster, by body. All else is small and stays where
// the store was opened. The zero value is no cluster.
//
// Each shard is an ordinary Daylight database that was opened once on its own,
// so that it has the schema and the calendar; the address names both:
//
//	clickhouse://user:password@one:9000/whole?cluster=NAME&shard_database=part
//
// The cluster's configuration must name shard_database as default_database of
// every shard, since the judge looks days up there.
type cluster struct{ name, database string }

// readCluster takes the cluster's parameters out of a store's address.
func readCluster(dsn string) (rest string, c cluster, err error) {
	u, err := url.Parse(dsn)
	if err != nil {
		return dsn, c, fmt.Errorf("read store address: %w", err)
	}
	q := u.Query()
	c = cluster{q.Get("cluster"), q.Get("shard_database")}
	if c == (cluster{}) {
		return dsn, c, nil
	}
	if c.name == "" || c.database == "" {
		return dsn, c, &disclosure.Error{Kind: disclosure.Invalid, Code: "error.cluster_address"}
	}
	q.Del("cluster")
	q.Del("shard_database")
	u.RawQuery = q.Encode()
	return u.String(), c, nil
}

// settings are what questions over a cluster need: every body lies on one
// shard, so what a statement asks about facts beside facts is answered there;
// an insert is acknowledged when the shards have it.
func (c cluster) settings(s clickhouse.Settings) {
	if c.name == "" {
		return
	}
	s["distributed_product_mode"] = "local"
	s["distributed_foreground_insert"] = 1
	s["optimize_skip_unused_shards"] = 1
}

// replaced are the tables that something else stands for in a database of a
// cluster. Its own, empty ones wait under another name, so that migrations find
// what they expect.
var replaced = []string{"event", "ledger_version"}

func keptAs(table string) string { return table + "_here" }

// gather puts the store's own tables back while it is migrated.
func (s *Store) gather(ctx context.Context) error {
	for _, table := range replaced {
		var waits uint64
		if err := s.conn.QueryRow(ctx, "SELECT count() FROM system.tables WHERE database = currentDatabase() AND name = "+quoteText(keptAs(table))).Scan(&waits); err != nil {
			return err
		}
		if waits == 0 {
			continue
		}
		for _, statement := range []string{"DROP TABLE IF EXISTS " + table + " SYNC", "RENAME TABLE " + keptAs(table) + " TO " + table} {
			if err := s.conn.Exec(ctx, statement); err != nil {
				return err
			}
		}
	}
	return nil
}

// scatter lets event stand for the shards' tables, and counts their facts anew
// whenever it is asked: each shard may have counted otherwise after a crash.
func (s *Store) scatter(ctx context.Context) error {
	if s.cluster.name == "" {
		return nil
	}
	var own uint64
	if err := s.conn.QueryRow(ctx, "SELECT count() FROM event").Scan(&own); err != nil {
		return err
	}
	if own > 0 {
		return &disclosure.Error{Kind: disclosure.Clashes, Code: "error.cluster_has_facts", Args: []any{own}}
	}
	instead := map[string]string{
		"event": fmt.Sprintf("CREATE TABLE event AS %s ENGINE = Distributed(%s, %s, event, cityHash64(body))",
			keptAs("event"), quoteName(s.cluster.name), quoteName(s.cluster.database)),
		"ledger_version": "CREATE VIEW ledger_version AS SELECT body, count() AS events, countIf(history) AS history, max(stored_at) AS stored_at FROM event GROUP BY body",
	}
	for _, table := range replaced {
		for _, statement := range []string{"RENAME TABLE " + table + " TO " + keptAs(table), instead[table]} {
			if err := s.conn.Exec(ctx, statement); err != nil {
				return err
			}
		}
	}
	return nil
}

// spreadCalendar brings what the shards lack of the calendar to them: facts are
// read where they lie, and the days that count are looked up there.
func (s *Store) spreadCalendar(ctx context.Context) error {
	if s.cluster.name == "" {
		return nil
	}
	rows, err := s.conn.Query(ctx, fmt.Sprintf("SELECT shard_num, %s FROM system.clusters WHERE cluster = %s GROUP BY shard_num ORDER BY shard_num",
		"(SELECT groupArray((_shard_num, editions)) FROM (SELECT _shard_num, count() AS editions FROM "+s.there("calendar_edition")+" GROUP BY _shard_num))",
		quoteText(s.cluster.name)))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var shard uint32
		var have [][]any
		if err := rows.Scan(&shard, &have); err != nil {
			return err
		}
		editions := uint64(0)
		for _, h := range have {
			if h[0] == shard {
				editions = h[1].(uint64)
			}
		}
		if err := s.bringEditions(ctx, shard, editions); err != nil {
			return fmt.Errorf("bring the calendar to shard %d: %w", shard, err)
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return s.sameCalendars(ctx)
}

// bringEditions copies the editions from a number on to one shard; the list of
// editions comes last, since it says that the days are there.
func (s *Store) bringEditions(ctx context.Context, shard uint32, from uint64) error {
	ctx = clickhouse.Context(ctx, clickhouse.WithSettings(clickhouse.Settings{"insert_shard_id": shard, "parallel_distributed_insert_select": 0}))
	for _, t := range []struct{ table, newer string }{
		{"calendar_notice", fmt.Sprintf("recorded_at IN (SELECT known_from FROM calendar_edition WHERE edition >= %d)", from)},
		{"calendar_day", fmt.Sprintf("key >= %d", from*32768)}, {"calendar_nth", fmt.Sprintf("key >= %d", from*32768)},
		{"calendar_edition", fmt.Sprintf("edition >= %d", from)},
	} {
		if err := s.conn.Exec(ctx, fmt.Sprintf("INSERT INTO FUNCTION %s SELECT * FROM %s WHERE %s", s.there(t.table), t.table, t.newer)); err != nil {
			return err
		}
	}
	return nil
}

// there is a table of the shards.
func (s *Store) there(table string) string {
	return fmt.Sprintf("cluster(%s, %s, %s)", quoteText(s.cluster.name), quoteText(s.cluster.database), table)
}

// sameCalendars refuses a shard on which an edition means something else: it
// was given notices of its own.
func (s *Store) sameCalendars(ctx context.Context) error {
	var strange uint64
	err := s.conn.QueryRow(ctx, "SELECT length(arrayFilter(e -> NOT has((SELECT groupArray((edition, known_from)) FROM calendar_edition), e), groupArray((edition, known_from)))) FROM "+
		s.there("calendar_edition")).Scan(&strange)
	if err == nil && strange > 0 {
		err = &disclosure.Error{Kind: disclosure.Clashes, Code: "error.cluster_calendar"}
	}
	return err
}

func quoteText(text string) string {
	return "'" + strings.NewReplacer("\\", "\\\\", "'", "\\'").Replace(text) + "'"
}
