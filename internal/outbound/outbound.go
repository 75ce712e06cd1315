// Package outbound opens connections to addresses that somebody else has
// chosen: a webhook, a link, a push service.
//
// Invariant O1: no connection reaches this machine, its network or a cloud's
// metadata service, unless the operator has allowed that host by name. The
// address is checked when the connection is made, after the name was resolved,
// so a name that changes its mind changes nothing.
//
// Owns the dialer. Must not know what the connections are for.
package outbound

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strings"
	"syscall"
	"time"
)

// ErrRefused says that an address is not one to connect to.
var ErrRefused = errors.New("outbound: address is not public")

// Dialer connects to public addresses only. The zero Dialer is ready for use.
// Safe for concurrent use.
type Dialer struct {
	// Allow lists hosts, as they stand in the URL, that the operator trusts
	// wherever they are.
	Allow []string
	// Refuse lists more addresses not to connect to: those under which others
	// reach this machine.
	Refuse []net.IP
	// Timeout bounds one attempt; 10 seconds when 0.
	Timeout time.Duration
	// Resolver is nil for the system's.
	Resolver *net.Resolver
}

// DialContext is for http.Transport. It returns an error that wraps ErrRefused
// when the address is not public.
func (d *Dialer) DialContext(ctx context.Context, network, addr string) (net.Conn, error) {
	if !strings.HasPrefix(network, "tcp") {
		return nil, fmt.Errorf("%w: network %q", ErrRefused, network)
	}
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, err
	}
	nd := net.Dialer{Timeout: d.Timeout, Resolver: d.Resolver}
	if nd.Timeout == 0 {
		nd.Timeout = 10 * time.Second
	}
	allowed := slices.ContainsFunc(d.Allow, func(a string) bool { return strings.EqualFold(a, host) })
	if !allowed {
		nd.Control = func(_, address string, _ syscall.RawConn) error { return d.checkAddress(address) }
	}
	return nd.DialContext(ctx, network, addr)
}

func (d *Dialer) checkAddress(address string) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrRefused, err)
	}
	a := ap.Addr().Unmap().WithZone("")
	if !Public(a) || d.own(a) {
		return fmt.Errorf("%w: %s", ErrRefused, a)
	}
	return nil
}

// own says whether a is an address of this machine, public as it may be: what
// listens there may trust whoever comes from here.
func (d *Dialer) own(a netip.Addr) bool {
	is := func(ip net.IP) bool {
		b, ok := netip.AddrFromSlice(ip)
		return ok && b.Unmap() == a
	}
	if slices.ContainsFunc(d.Refuse, is) {
		return true
	}
	mine, err := net.InterfaceAddrs()
	return err != nil || slices.ContainsFunc(mine, func(n net.Addr) bool {
		p, ok := n.(*net.IPNet)
		return ok && is(p.IP)
	})
}

// special are the ranges that netip has no word for, from the special-purpose
// address registries of IANA and, last, the services of clouds.
var special = parse(
	"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15",
	"198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
	"::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16",
	"3fff::/20", "5f00::/16", "fec0::/10",
	"168.63.129.16/32",
)

func parse(ranges ...string) []netip.Prefix {
	ps := make([]netip.Prefix, len(ranges))
	for i, r := range ranges {
		ps[i] = netip.MustParsePrefix(r)
	}
	return ps
}

// Public says whether an address is one that anybody may connect to.
func Public(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	if !a.IsGlobalUnicast() || a.IsPrivate() {
		return false
	}
	if v4, ok := tunnelled(a); ok && !Public(v4) {
		return false
	}
	return !slices.ContainsFunc(special, func(p netip.Prefix) bool { return p.Contains(a) })
}

// tunnelled is the IPv4 address to which an ISATAP address leads, whatever its
// network (RFC 5214); those of NAT64, 6to4 and Teredo have ranges of their own.
func tunnelled(a netip.Addr) (netip.Addr, bool) {
	if !a.Is6() {
		return a, false
	}
	b := a.As16()
	if b[8]&^2 != 0 || b[9] != 0 || b[10] != 0x5e || b[11] != 0xfe {
		return a, false
	}
	return netip.AddrFrom4([4]byte(b[12:])), true
}
