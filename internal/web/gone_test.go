package web

import (
	"context"
	"errors"
	"net"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
)

func TestAnAnswerNobodyWaitsForIsGivenUp(t *testing.T) {
	app := fiber.New(fiber.Config{DisableStartupMessage: true, StreamRequestBody: true})
	ended := make(chan error, 1)
	app.Use(deadline)
	app.All("/slow", func(c *fiber.Ctx) error {
		select {
		case <-c.UserContext().Done():
			ended <- context.Cause(c.UserContext())
		case <-time.After(3 * goneAfter):
			ended <- nil
		}
		return nil
	})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go app.Listener(l)
	t.Cleanup(func() { app.Shutdown() })
	for name, c := range map[string]struct {
		method string
		hangUp func(net.Conn)
		want   error
	}{
		"浏览器关闭了连接":   {"GET", func(c net.Conn) { c.Close() }, context.Canceled},
		"连接被重置":      {"GET", func(c net.Conn) { c.(*net.TCPConn).SetLinger(0); c.Close() }, context.Canceled},
		"仍在等":        {"GET", func(net.Conn) {}, nil},
		"所写的不因离开而半途": {"POST", func(c net.Conn) { c.Close() }, nil},
	} {
		conn, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := conn.Write([]byte(c.method + " /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")); err != nil {
			t.Fatal(err)
		}
		time.Sleep(50 * time.Millisecond)
		c.hangUp(conn)
		if got := <-ended; !errors.Is(got, c.want) {
			t.Errorf("%s：%v，应为 %v", name, got, c.want)
		}
		conn.Close()
	}
}
