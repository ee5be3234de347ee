package engine

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"
)

func TestServes(t *testing.T) {
	e := startEngine(t, Options{})
	conn := connect(t, e.info)
	for expression, want := range map[string]string{
		"currentUser()":    "daylight",
		"timezone()":       "Asia/Shanghai",
		"serverTimezone()": "Asia/Shanghai",
		`(SELECT count() FROM system.tables WHERE database = 'system' AND name LIKE '%\_log')`: "0",
		`(SELECT max(value) FROM system.server_settings WHERE name = 'background_pool_size')`:  "4",
	} {
		if got := ask(t, conn, expression); got != want {
			t.Errorf("%s = %s, want %s", expression, got, want)
		}
	}
	if !e.Ready() || e.State().Restarts != 0 || e.State().Err != nil {
		t.Errorf("state %+v, want ready, never restarted", e.State())
	}
}

// What migrations, loading and backups need must be granted; what would reach
// out of the store must not be.
func TestWorkingUserMay(t *testing.T) {
	t.Parallel()
	conn := connect(t, startEngine(t, Options{}).info)
	run(t, conn,
		"CREATE DATABASE ledger",
		"CREATE TABLE ledger.events (at DateTime64(3), n UInt64) ENGINE = MergeTree ORDER BY n PARTITION BY toYYYYMM(at)",
		"CREATE TABLE ledger.daily (d Date, n SimpleAggregateFunction(sum, UInt64)) ENGINE = AggregatingMergeTree ORDER BY d",
		"CREATE MATERIALIZED VIEW ledger.roll TO ledger.daily AS SELECT toDate(at) AS d, sum(n) AS n FROM ledger.events GROUP BY d",
		"CREATE VIEW ledger.seen AS SELECT * FROM ledger.events",
		"CREATE FUNCTION half AS x -> x / 2",
		"ALTER TABLE ledger.events ADD COLUMN note String",
		"INSERT INTO ledger.events (at, n) SELECT now64(3), number FROM numbers(1000)",
		"ALTER TABLE ledger.events DELETE WHERE n = 7 SETTINGS mutations_sync = 1",
		"DELETE FROM ledger.events WHERE n = 8",
		"OPTIMIZE TABLE ledger.events FINAL",
		"SYSTEM FLUSH LOGS",
		"BACKUP DATABASE ledger TO File('day/')",
		"BACKUP DATABASE ledger TO File('day.tar.gz')",
		"DROP DATABASE ledger SYNC",
		"RESTORE DATABASE ledger FROM File('day.tar.gz')",
		"TRUNCATE TABLE ledger.daily",
		"KILL QUERY WHERE query_id = 'none'",
	)
	if got := ask(t, conn, "(SELECT count() FROM ledger.events)"); got != "998" {
		t.Errorf("%s rows after restore, want 998", got)
	}
	if err := conn.Exec(t.Context(), "BACKUP DATABASE ledger TO File('/tmp/eve/')"); err == nil {
		t.Error("a backup may be written anywhere")
	}
	for _, statement := range []string{
		"SYSTEM STOP LISTEN TCP",
		"SYSTEM SHUTDOWN",
		"CREATE USER eve",
		"GRANT ALL ON *.* TO default",
		"SELECT * FROM file('/etc/hostname', 'LineAsString')",
		"SELECT * FROM default.`/etc/hostname`",
		"SELECT * FROM url('http://127.0.0.1/', 'LineAsString')",
		"SELECT * FROM s3('http://127.0.0.1/bucket/k', 'LineAsString')",
		"SELECT * FROM remote('127.0.0.2', 'system.one')",
		"INSERT INTO FUNCTION file('/tmp/eve', 'CSV', 'a String') VALUES ('x')",
		"CREATE TABLE ledger.out (a String) ENGINE = URL('http://127.0.0.1/', 'CSV')",
		"CREATE TABLE ledger.out (a String) ENGINE = File('CSV', '/tmp/eve')",
		"CREATE TABLE ledger.out (a String) ENGINE = Executable('id', 'TSV')",
		"CREATE DICTIONARY ledger.d (a UInt64) PRIMARY KEY a SOURCE(FILE(path '/etc/hostname' format 'CSV')) LIFETIME(0) LAYOUT(FLAT())",
	} {
		if err := conn.Exec(t.Context(), statement); err == nil {
			t.Errorf("%s: allowed", statement)
		} else if !isCode(err, 497) {
			t.Errorf("%s: %v, want a refusal for lack of privileges", statement, err)
		}
	}
}

// A query that would eat the machine is refused, and only the query.
func TestMemoryLimit(t *testing.T) {
	t.Parallel()
	e := startEngine(t, Options{MemoryLimit: 512 << 20})
	conn := connect(t, e.info)
	err := conn.Exec(t.Context(), "SELECT length(groupArray(number)) FROM numbers(500000000)")
	if !isCode(err, 241) {
		t.Errorf("%v, want the memory limit", err)
	}
	if got := ask(t, conn, "1"); got != "1" || e.State().Restarts != 0 {
		t.Error("the engine went down")
	}
}

func TestRestartsAfterDeath(t *testing.T) {
	t.Parallel()
	e := startEngine(t, Options{})
	addr, password, first := e.Addr(), e.Password(), e.childPID()
	conn := connect(t, e.info)
	run(t, conn, "CREATE TABLE acknowledged (n UInt64) ENGINE = MergeTree ORDER BY n")
	for n := range 50 {
		if err := conn.Exec(t.Context(), "INSERT INTO acknowledged VALUES ($1)", uint64(n)); err != nil {
			t.Fatal(err)
		}
	}
	kill(t, first)
	eventually(t, 5*time.Second, "the death is noticed and repaired", func() bool {
		return e.Ready() && e.State().Restarts == 1
	})

	if e.Addr() != addr || e.Password() != password {
		t.Error("address or password changed")
	}
	if e.childPID() == first {
		t.Error("same child as before")
	}
	if err := e.State().Err; !errors.Is(err, ErrDied) {
		t.Errorf("state says %v, want ErrDied", err)
	}
	if got := ask(t, connect(t, e.info), "(SELECT count() FROM acknowledged)"); got != "50" {
		t.Errorf("%s rows, want the 50 acknowledged", got)
	}
	// The pool that lost its connection recovers by itself.
	if got := ask(t, conn, "1"); got != "1" {
		t.Errorf("old pool: %s", got)
	}
}

func TestWaitReady(t *testing.T) {
	t.Parallel()
	e := startEngine(t, Options{})
	kill(t, e.childPID())
	eventually(t, 5*time.Second, "the death is noticed", func() bool { return !e.Ready() })
	if err := e.WaitReady(t.Context()); err != nil {
		t.Fatal(err)
	}
	e.Close()
	if err := e.WaitReady(t.Context()); !errors.Is(err, ErrClosed) {
		t.Errorf("after Close: %v, want ErrClosed", err)
	}
}

// An orderly end does not wait for idle connections.
func TestCloseWithIdleClients(t *testing.T) {
	t.Parallel()
	e := startEngine(t, Options{})
	for range 3 {
		ask(t, connect(t, e.info), "1")
	}
	began := time.Now()
	e.Close()
	if took := time.Since(began); took > 4500*time.Millisecond {
		t.Errorf("took %v", took)
	}
}

// Nor does the end wait for a query that would run for hours.
func TestCloseWithBusyClient(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "data")
	e := startEngine(t, Options{DataDir: dir})
	idle, busy := connect(t, e.info), connect(t, e.info)
	failed := make(chan error, 1)
	go func() {
		failed <- busy.Exec(context.Background(), "SELECT sum(sleepEachRow(1)) FROM numbers(10000) SETTINGS function_sleep_max_microseconds_per_block = 0, max_block_size = 1")
	}()
	eventually(t, 5*time.Second, "the query runs", func() bool {
		return ask(t, idle, "(SELECT count() FROM system.processes WHERE query LIKE '%sleepEachRow%')") == "2"
	})
	child := e.childPID()
	began := time.Now()
	e.Close()
	t.Logf("closed in %v", time.Since(began))
	if alive(child) {
		t.Error("child outlives Close")
	}
	if err := <-failed; err == nil {
		t.Error("the query succeeded")
	}
	select {
	case <-e.Done():
	default:
		t.Error("Done is open after Close")
	}
	startEngine(t, Options{DataDir: dir}) // the directory is free again
}
