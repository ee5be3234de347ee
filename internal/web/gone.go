package web

import (
	"context"
	"net"
	"syscall"
	"time"
)

// goneAfter is how long a client that has hung up may go unnoticed.
const goneAfter = 200 * time.Millisecond

// untilGone returns a context that ends when the client hangs up, so that the
// store stops working for nobody. fasthttp does not notice as long as a handler
// works; answers that take no longer than goneAfter are not looked at.
func untilGone(ctx context.Context, conn net.Conn) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	socket, ok := conn.(syscall.Conn)
	if !ok {
		return ctx, cancel
	}
	raw, err := socket.SyscallConn()
	if err != nil {
		return ctx, cancel
	}
	go func() {
		tick := time.NewTicker(goneAfter)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				if hungUp(raw) {
					cancel()
					return
				}
			}
		}
	}()
	return ctx, cancel
}

// hungUp looks whether the other side has closed its half of the connection,
// without taking anything from it.
func hungUp(raw syscall.RawConn) bool {
	gone := false
	err := raw.Control(func(fd uintptr) {
		var peek [1]byte
		n, _, err := syscall.Recvfrom(int(fd), peek[:], syscall.MSG_PEEK|syscall.MSG_DONTWAIT)
		gone = err == nil && n == 0 || err == syscall.ECONNRESET || err == syscall.EPIPE
	})
	return gone || err != nil
}
