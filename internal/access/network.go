package access

import "net/netip"

// network returns what counts as one address when tries are bounded: an IPv4
// address, or the /64 that one IPv6 subscriber has to itself.
func network(ip string) string {
	addr, err := netip.ParseAddr(ip)
	if err != nil || addr.Unmap().Is4() {
		return ip
	}
	prefix, err := addr.Prefix(64)
	if err != nil {
		return ip
	}
	return prefix.String()
}
