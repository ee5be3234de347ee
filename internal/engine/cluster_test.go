package engine

import (
	"fmt"
	"net"
	"path/filepath"
	"testing"
)

// Two engines on two ports form a cluster: the way to test the distributed
// path of the store.
func TestCluster(t *testing.T) {
	t.Parallel()
	second := startEngine(t, Options{})
	first := startEngine(t, Options{
		DataDir: filepath.Join(t.TempDir(), "data"),
		ExtraConfig: func(self Info) string {
			return "<remote_servers><pair>" + shard(self) + shard(second.info) + "</pair></remote_servers>"
		},
	})
	one, two := connect(t, first.info), connect(t, second.info)
	create := "CREATE TABLE part (n UInt64) ENGINE = MergeTree ORDER BY n"
	run(t, one, create, "INSERT INTO part SELECT number FROM numbers(10)",
		"CREATE TABLE whole AS part ENGINE = Distributed(pair, default, part, n)")
	run(t, two, create, "INSERT INTO part SELECT number FROM numbers(100)")
	if got := ask(t, one, "(SELECT count() FROM whole)"); got != "110" {
		t.Errorf("%s rows in both, want 110", got)
	}
}

func shard(i Info) string {
	host, port, _ := net.SplitHostPort(i.Addr)
	return fmt.Sprintf("<shard><replica><host>%s</host><port>%s</port><user>%s</user><password>%s</password></replica></shard>",
		host, port, i.User, i.Password)
}
