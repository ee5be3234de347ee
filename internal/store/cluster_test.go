package store_test

import (
	"fmt"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"github.com/ClickHouse/clickhouse-go/v2"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/engine"
	"daylight/internal/store"
	"daylight/internal/testkit"
	"daylight/internal/workday"
)

// openCluster starts two engines and opens a store whose ledger lies on both.
func openCluster(t *testing.T) (whole *store.Store, engines [2]*engine.Engine) {
	t.Helper()
	start := func(extra func(engine.Info) string) *engine.Engine {
		e, err := engine.Start(t.Context(), engine.Options{DataDir: t.TempDir(), ExtraConfig: extra})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { e.Close() })
		return e
	}
	engines[1] = start(func(engine.Info) string { return "" })
	engines[0] = start(func(self engine.Info) string {
		return "<remote_servers><pair>" + shardXML(t, self.DSN()) + shardXML(t, engines[1].DSN()) + "</pair></remote_servers>"
	})
	for _, e := range engines {
		part, err := store.Open(t.Context(), store.Options{DSN: inDatabase(t, e.DSN(), "part", ""), LockDir: t.TempDir()})
		if err != nil {
			t.Fatal(err)
		}
		part.Close()
	}
	dir := t.TempDir()
	for range 2 { // the second opening finds what the first one made
		var err error
		if whole, err = store.Open(t.Context(), store.Options{DSN: inDatabase(t, engines[0].DSN(), "daylight", "cluster=pair&shard_database=part"), LockDir: dir}); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { whole.Close() })
	}
	return whole, engines
}

// inDatabase is the engine's address with a database and parameters of its own.
func inDatabase(t *testing.T, dsn, database, params string) string {
	t.Helper()
	u, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/" + database
	if params != "" {
		u.RawQuery = strings.TrimPrefix(u.RawQuery+"&"+params, "&")
	}
	return u.String()
}

func shardXML(t *testing.T, dsn string) string {
	t.Helper()
	u, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	password, _ := u.User.Password()
	return fmt.Sprintf("<shard><replica><host>%s</host><port>%s</port><user>%s</user><password>%s</password><default_database>part</default_database></replica></shard>",
		u.Hostname(), u.Port(), u.User.Username(), password)
}

// TestAClusterScoresAsOneStoreDoes spreads random bodies over two shards and
// asks everything that reads the ledger of the cluster and of one store.
func TestAClusterScoresAsOneStoreDoes(t *testing.T) {
	whole, engines := openCluster(t)
	one := openStore(t)
	bodies := make([]testkit.Body, 60)
	codes := make([]string, len(bodies))
	for n := range bodies {
		bodies[n] = testkit.Draw(n)
		codes[n] = bodies[n].Code
	}
	loadBodies(t, one, bodies)
	loadBodies(t, whole, bodies)
	for n, e := range engines {
		if rows := countRows(t, e, "part.event"); rows == 0 {
			t.Errorf("shard %d has no facts", n+1)
		}
	}
	if rows := countRows(t, engines[0], "daylight.event_here"); rows != 0 {
		t.Errorf("%d facts lie beside the shards", rows)
	}
	offices := 0
	for _, asOf := range testkit.Moments {
		want, err := one.JudgeAll(t.Context(), codes, asOf)
		if err != nil {
			t.Fatal(err)
		}
		got, err := whole.JudgeAll(t.Context(), codes, asOf)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("as of %s: %d instances judged over the cluster, %d in one store, and they differ", asOf, len(got), len(want))
		}
		q := assessment.Question{Period: assessment.Period{To: disclosure.Forever}, AsOf: asOf}
		scores, err := one.ScoreAll(t.Context(), codes, q, shippedScheme(t))
		if err != nil {
			t.Fatal(err)
		}
		spread, err := whole.ScoreAll(t.Context(), codes, q, shippedScheme(t))
		if err != nil {
			t.Fatal(err)
		}
		for code, r := range scores {
			offices += len(r.Offices)
			if !reflect.DeepEqual(spread[code].Offices, r.Offices) {
				t.Errorf("as of %s: the scores of %s differ", asOf, code)
			}
		}
	}
	sameAfterANotice(t, one, whole, codes)
	again, err := whole.Append(t.Context(), bodies[0].Events)
	if err != nil {
		t.Fatal(err)
	}
	for n, o := range again {
		if o == disclosure.Appended {
			t.Fatalf("fact %d of a body is stored a second time", n)
		}
	}
	testkit.Tell(t, "cluster: 2 shards, %d bodies, %d offices scored as in one store", len(bodies), offices)
}

// sameAfterANotice loads the same late notice into both.
func sameAfterANotice(t *testing.T, one, whole *store.Store, codes []string) {
	t.Helper()
	n := workday.OfficialNotices()[0]
	n.Year, n.AnnouncedOn = 2027, workday.MustDate("2026-11-20")
	n.Off, n.Work = []workday.Day{{Date: workday.MustDate("2027-01-01"), Name: "元旦"}, {Date: workday.MustDate("2027-01-04"), Name: "元旦"}}, nil
	for _, s := range []*store.Store{one, whole} {
		if _, err := s.LoadNotice(t.Context(), n); err != nil {
			t.Fatal(err)
		}
	}
	late := workday.MustDate("2027-03-01").End()
	want, err := one.JudgeAll(t.Context(), codes, late)
	if err != nil {
		t.Fatal(err)
	}
	got, err := whole.JudgeAll(t.Context(), codes, late)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Error("after a late notice the shards count days otherwise")
	}
}

func countRows(t *testing.T, e *engine.Engine, table string) (n uint64) {
	t.Helper()
	opts, err := clickhouse.ParseDSN(e.DSN())
	if err != nil {
		t.Fatal(err)
	}
	conn, err := clickhouse.Open(opts)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.QueryRow(t.Context(), "SELECT count() FROM "+table).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
