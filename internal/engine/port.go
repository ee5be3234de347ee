package engine

import (
	"fmt"
	"net"
	"strconv"

	"golang.org/x/sys/unix"
)

const loopback = "127.0.0.1"

// portReservation holds a loopback port for as long as the engine's owner
// lives. The socket is bound but never listens: connections reach only the
// child, which binds the same port with SO_REUSEPORT. The kernel allows that
// to the same user alone, so while the child is down between two lives no
// stranger can take the port and be told the password.
type portReservation struct {
	fd   int
	port int
}

func reservePort() (*portReservation, error) {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return nil, fmt.Errorf("reserve port: %w", err)
	}
	// Not SO_REUSEADDR: with it, any user could bind beside a socket that
	// does not listen.
	err = unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_REUSEPORT, 1)
	if err == nil {
		err = unix.Bind(fd, &unix.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}})
	}
	if err != nil {
		unix.Close(fd)
		return nil, fmt.Errorf("reserve port: %w", err)
	}
	name, err := unix.Getsockname(fd)
	if err != nil {
		unix.Close(fd)
		return nil, fmt.Errorf("reserve port: %w", err)
	}
	return &portReservation{fd: fd, port: name.(*unix.SockaddrInet4).Port}, nil
}

func (p *portReservation) addr() string {
	return net.JoinHostPort(loopback, strconv.Itoa(p.port))
}

func (p *portReservation) release() { unix.Close(p.fd) }
