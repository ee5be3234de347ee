package engine

import (
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/ClickHouse/ch-go/proto"
	"github.com/ClickHouse/clickhouse-go/v2"
)

// strangerNames are all a client without the password can call itself: the
// user of the local session, nobody, the working user, users of other
// installations, and the markers of the protocol's other ways to sign in.
var strangerNames = []string{
	"default", "", workingUser, "root", "admin", "system", "clickhouse", "worker",
	interserver, " SSH KEY AUTHENTICATION ", " JWT AUTHENTICATION ",
}

const (
	interserver  = " INTERSERVER SECRET "
	callRevision = 54441 // the first revision of the protocol with such a secret
	refusal      = "refused: "
)

var strangerStatements = []string{
	"SELECT 1",
	"SELECT * FROM ledger",
	"1", ";", "SELECT 1 SETTINGS max_query_size = 262144",
	"SHOW DATABASES",
	"SHOW GRANTS",
	"SHOW PROCESSLIST",
	"SELECT * FROM system.users",
	"SET max_sessions_for_user = 0",
	"USE system",
	"EXPLAIN SELECT 1",
	"INSERT INTO ledger VALUES (99)",
	"CREATE TABLE planted (a UInt8) ENGINE = Memory",
	"CREATE TEMPORARY TABLE planted (a UInt8)",
	"DROP TABLE ledger",
	"TRUNCATE TABLE ledger",
	"ALTER USER default IDENTIFIED BY 'x'",
	"GRANT ALL ON *.* TO default",
	"EXECUTE AS daylight SELECT 1",
	"KILL QUERY WHERE 1",
	"SYSTEM START LISTEN HTTP",
	"SYSTEM STOP LISTEN TCP",
	"SYSTEM STOP MERGES",
	"SYSTEM RELOAD USERS",
	"SYSTEM SHUTDOWN",
	"SYSTEM KILL",
}

// A client without the password gets no statement executed, on no address and
// under no name, before and after a restart, and cannot disturb the engine.
func TestStrangersAreShutOut(t *testing.T) {
	t.Parallel()
	e := startEngine(t, Options{})
	conn := connect(t, e.info)
	run(t, conn, "CREATE TABLE ledger (n UInt64) ENGINE = MergeTree ORDER BY n", "INSERT INTO ledger VALUES (1)")

	attack := func(t *testing.T) {
		child := e.childPID()
		before := ask(t, conn, "(SELECT value FROM system.events WHERE event = 'Query')")
		for _, name := range strangerNames {
			for _, password := range []string{"", "x", e.info.User} {
				answer := call{user: name, password: password, kind: proto.ClientQueryInitial}.make(t, e.Addr())
				if !strings.HasPrefix(answer, refusal) {
					t.Errorf("user %q with password %q: %s", name, password, answer)
				}
			}
			statements := strangerStatements
			if name != "default" {
				statements = statements[:2] // refused for the name alone, with a pause
			}
			for _, statement := range statements {
				attempt(t, e.Addr(), name, statement)
			}
		}
		after := ask(t, conn, "(SELECT value - 1 FROM system.events WHERE event = 'Query')")
		if before != after {
			t.Errorf("queries begun went from %s to %s", before, after)
		}
		if got := ask(t, conn, "(SELECT groupArray(n) FROM ledger)"); got != "[1]" {
			t.Errorf("ledger is %s, want [1]", got)
		}
		if got := ask(t, conn, "(SELECT count() FROM system.tables WHERE name = 'planted')"); got != "0" {
			t.Error("a table was planted")
		}
		if e.childPID() != child || e.State().Restarts > 1 {
			t.Error("the engine went down")
		}
		if got := ask(t, connect(t, e.info), "currentUser()"); got != workingUser {
			t.Errorf("working user is %q", got)
		}
	}
	t.Run("first life", attack)

	kill(t, e.childPID())
	eventually(t, 5*time.Second, "restart", func() bool { return e.Ready() && e.State().Restarts == 1 })
	t.Run("second life", attack)

	t.Run("other addresses", func(t *testing.T) {
		_, port, _ := net.SplitHostPort(e.Addr())
		addresses, _ := net.InterfaceAddrs()
		for _, host := range append(hosts(addresses), "::1", "127.0.0.2") {
			if host == loopback {
				continue
			}
			if conn, err := net.DialTimeout("tcp", net.JoinHostPort(host, port), time.Second); err == nil {
				conn.Close()
				t.Errorf("%s answers", host)
			}
		}
	})
}

// Each of the two locks on the user of the local session holds without the
// other. Only the first holds against a client that brings its own settings
// and claims to be another server of a cluster.
func TestEachLockHolds(t *testing.T) {
	t.Parallel()
	for _, lock := range []struct {
		name  string
		open  func(*settings) // opens the other lock
		code  int32
		kinds []proto.ClientQueryKind
	}{
		{"sessions", func(s *settings) { s.LimitStatements = false }, 700,
			[]proto.ClientQueryKind{proto.ClientQueryInitial, proto.ClientQuerySecondary}},
		{"statements", func(s *settings) { s.LimitSessions = false }, 62,
			[]proto.ClientQueryKind{proto.ClientQueryInitial}},
	} {
		t.Run(lock.name, func(t *testing.T) {
			needLibrary(t)
			e := unsupervised(t, lock.open)
			for _, statement := range strangerStatements {
				if err := attempt(t, e.Addr(), "default", statement); !isCode(err, lock.code) {
					t.Errorf("%s: %v, want code %d", statement, err, lock.code)
				}
			}
			for _, kind := range lock.kinds {
				c := call{user: "default", kind: kind,
					settings: []proto.Setting{{Key: "max_query_size", Value: "262144", Important: true}}}
				if answer := c.make(t, e.Addr()); !strings.HasPrefix(answer, refusal) {
					t.Errorf("with settings, kind %v: %s", kind, answer)
				}
				c.user, c.password = e.info.User, e.info.Password
				if answer := c.make(t, e.Addr()); strings.HasPrefix(answer, refusal) {
					t.Errorf("the same from the working user: %s", answer)
				}
			}
			if got := ask(t, connect(t, e.info), "1"); got != "1" {
				t.Error("working user is shut out")
			}
		})
	}
}

// With clickhouse-local's usual error handler any of these would end the
// engine; see the README.
func TestRudeClients(t *testing.T) {
	t.Parallel()
	e := startEngine(t, Options{})
	child := e.childPID()
	for _, text := range []string{"", "\x00", "GET / HTTP/1.1\r\n\r\n", "hello", strings.Repeat("\xff", 100), "\x00\x05abc"} {
		conn, err := net.Dial("tcp", e.Addr())
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(conn, text)
		conn.(*net.TCPConn).CloseWrite()
		conn.SetReadDeadline(time.Now().Add(time.Second))
		io.Copy(io.Discard, conn)
		conn.Close()
	}
	for range 20 { // a client that vanishes in the middle of an answer
		conn, err := net.Dial("tcp", e.Addr())
		if err != nil {
			t.Fatal(err)
		}
		opts := e.info.options()
		opts.DialContext = dialTo(conn)
		client, err := clickhouse.Open(opts)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := client.Query(t.Context(), "SELECT number, randomPrintableASCII(100) FROM numbers(100000000)")
		if err != nil {
			t.Fatal(err)
		}
		rows.Next()
		conn.(*net.TCPConn).SetLinger(0)
		conn.Close()
		client.Close()
	}
	if got := ask(t, connect(t, e.info), "1"); got != "1" || e.childPID() != child {
		t.Error("the engine went down")
	}
}

// attempt tries to sign in without a password and run a statement.
func attempt(t *testing.T, addr, user, statement string) error {
	t.Helper()
	conn, err := clickhouse.Open(Info{Addr: addr, User: user}.options())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err = conn.Exec(t.Context(), statement); err == nil {
		t.Errorf("user %q ran %s", user, statement)
	}
	return err
}

// call is a client that does not keep to the driver's manners: it may send an
// empty name, and goes on after a refusal.
type call struct {
	user, password string
	kind           proto.ClientQueryKind
	settings       []proto.Setting
}

// make sends SELECT 1 and says how the server answers.
func (c call) make(t *testing.T, addr string) string {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(5 * time.Second))

	var b proto.Buffer
	proto.ClientHello{Name: "stranger", Major: 26, Minor: 7, ProtocolVersion: callRevision,
		Database: "default", User: c.user, Password: c.password}.Encode(&b)
	if c.user == interserver && c.password == "" {
		b.PutString("default") // cluster
		b.PutString("salt")
	}
	proto.Query{Body: "SELECT 1", Stage: proto.StageComplete, Secret: "secret", Settings: c.settings,
		Info: proto.ClientInfo{ProtocolVersion: callRevision, Interface: proto.InterfaceTCP, Query: c.kind,
			InitialUser: c.user, InitialAddress: "127.0.0.1:1"},
	}.EncodeAware(&b, callRevision)
	proto.ClientCodeData.Encode(&b)
	proto.ClientData{}.EncodeAware(&b, callRevision)
	proto.Block{Info: proto.BlockInfo{BucketNum: -1}}.EncodeAware(&b, callRevision)
	conn.Write(b.Buf)

	r := proto.NewReader(conn)
	for {
		code, err := r.UVarInt()
		switch proto.ServerCode(code) {
		case proto.ServerCodeHello:
			if errors.Is(err, io.EOF) {
				return refusal + "hung up"
			}
			if err != nil {
				return err.Error()
			}
			var hello proto.ServerHello
			if err := hello.DecodeAware(r, callRevision); err != nil {
				t.Fatal(err)
			}
		case proto.ServerCodeException:
			var exception proto.Exception
			if err := exception.DecodeAware(r, callRevision); err != nil {
				t.Fatal(err)
			}
			return fmt.Sprintf("%s%d", refusal, exception.Code)
		default:
			return fmt.Sprintf("packet %d", code)
		}
	}
}

func hosts(addresses []net.Addr) (list []string) {
	for _, a := range addresses {
		if ip, ok := a.(*net.IPNet); ok && !ip.IP.IsLinkLocalUnicast() {
			list = append(list, ip.IP.String())
		}
	}
	return list
}

// isCode reports whether the server refused with this code.
func isCode(err error, code int32) bool {
	var exception *clickhouse.Exception
	return errors.As(err, &exception) && exception.Code == code
}
