package main

import (
	"context"
	"database/sql"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
)

const postgresBin = "/usr/lib/postgresql/15/bin"

// postgresSettings are a share of the machine as its own guides advise for
// large reads; what it acknowledges is durable, as with ours.
func postgresSettings(memoryMB, cores int) []string {
	return []string{
		"shared_buffers=" + mb(memoryMB/4), "effective_cache_size=" + mb(memoryMB*2/3), "work_mem=" + mb(memoryMB/24), "maintenance_work_mem=" + mb(memoryMB/12),
		"hash_mem_multiplier=2", "random_page_cost=1.1", "effective_io_concurrency=200", "default_statistics_target=200",
		"max_worker_processes=" + strconv.Itoa(cores), "max_parallel_workers=" + strconv.Itoa(cores), "max_parallel_workers_per_gather=" + strconv.Itoa(cores), "max_parallel_maintenance_workers=" + strconv.Itoa(cores),
		"wal_level=minimal", "max_wal_senders=0", "max_wal_size=8GB", "checkpoint_timeout=30min", "wal_compression=on", "jit=off",
	}
}

func mb(n int) string { return fmt.Sprintf("%dMB", n) }

// startPostgres makes a private cluster and serves it on loopback. It refuses
// to run as root, so then it runs as the user postgres or nobody.
func startPostgres(ctx context.Context, dir string, memoryMB, cores int) (*rival, error) {
	if _, err := os.Stat(postgresBin); err != nil {
		return nil, fmt.Errorf("PostgreSQL 15 is missing: run .ci/bench-packages (%w)", err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	as, err := asUser(dir)
	if err != nil {
		return nil, err
	}
	data := filepath.Join(dir, "data")
	if out, err := as(exec.CommandContext(ctx, postgresBin+"/initdb", "-D", data, "-U", "bench", "-A", "trust", "--locale=C", "-E", "UTF8")).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w: %s", err, out)
	}
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	args := []string{"-D", data, "-p", strconv.Itoa(port), "-h", "127.0.0.1", "-k", dir}
	for _, s := range postgresSettings(memoryMB, cores) {
		args = append(args, "-c", s)
	}
	log, err := os.Create(filepath.Join(dir, "log"))
	if err != nil {
		return nil, err
	}
	server := as(exec.Command(postgresBin+"/postgres", args...))
	server.Stdout, server.Stderr = log, log
	if err := server.Start(); err != nil {
		return nil, err
	}
	r := &rival{dialect: postgres}
	r.close = func() {
		r.db.Close()
		_ = server.Process.Signal(syscall.SIGINT) // fast shutdown
		_ = server.Wait()
	}
	if r.db, err = sql.Open("pgx", fmt.Sprintf("host=127.0.0.1 port=%d user=bench dbname=postgres sslmode=disable", port)); err != nil {
		return nil, err
	}
	for range 100 {
		if err = r.db.QueryRowContext(ctx, "SHOW server_version").Scan(&r.version); err == nil {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	if err != nil {
		r.close()
		return nil, fmt.Errorf("PostgreSQL does not answer: %w", err)
	}
	r.version, _, _ = strings.Cut(r.version, " ")
	names := columnNames()
	r.copy = func(ctx context.Context, file string) error {
		if err := os.Chmod(file, 0o644); err != nil {
			return err
		}
		return r.exec(ctx, fmt.Sprintf(`COPY event (%s) FROM '%s' (FORMAT csv, NULL '\N')`, names, file))
	}
	r.finish = []string{
		// An id is unique within its body; the facts of an instance lie together in
		// the order they were recorded; the seldom ones are found at once.
		"ALTER TABLE event ADD PRIMARY KEY (body, id)",
		"CREATE INDEX event_instance ON event (body, duty, subject, recorded, id)",
		"CREATE INDEX event_rare ON event (body, duty, subject, kind) WHERE kind IN (4, 7, 9, 23, 24, 25)",
		"VACUUM (ANALYZE) event", "ANALYZE",
	}
	r.size = func() (n int64, err error) {
		return n, r.db.QueryRow("SELECT pg_database_size('postgres')").Scan(&n)
	}
	return r, nil
}

// asUser returns what makes a command run without the rights of root.
func asUser(dir string) (func(*exec.Cmd) *exec.Cmd, error) {
	if os.Getuid() != 0 {
		return func(c *exec.Cmd) *exec.Cmd { return c }, nil
	}
	who, err := user.Lookup("postgres")
	if err != nil {
		if who, err = user.Lookup("nobody"); err != nil {
			return nil, err
		}
	}
	uid, _ := strconv.Atoi(who.Uid)
	gid, _ := strconv.Atoi(who.Gid)
	if err := os.Chown(dir, uid, gid); err != nil {
		return nil, err
	}
	return func(c *exec.Cmd) *exec.Cmd {
		c.Dir = dir
		c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
		return c
	}, nil
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

func columnNames() string {
	var names []string
	for _, c := range columns {
		names = append(names, c.name)
	}
	return strings.Join(names, ", ")
}
