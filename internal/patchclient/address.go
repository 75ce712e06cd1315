package patchclient

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"strings"
)

// ErrAddress says that an address cannot be built into a client.
var ErrAddress = errors.New("cannot be built into a client")

// instead is what to do about an address of a kind that clients have no room or
// no code for.
const instead = "what fits is any IPv4 address, such as 192.168.100.100:8080"

// ParseAddress reads HOST:PORT, where HOST is an IPv4 address. Its errors wrap
// ErrAddress and say what to do instead.
func ParseAddress(text string) (netip.AddrPort, error) {
	refuse := func(format string, args ...any) (netip.AddrPort, error) {
		return netip.AddrPort{}, fmt.Errorf("address %q %w: %s", text, ErrAddress, fmt.Sprintf(format, args...))
	}
	if addr, err := netip.ParseAddr(strings.Trim(text, "[]")); err == nil { // also of IPv6 without brackets
		if addr.Is6() {
			return refuse("it is IPv6 and names no port; %s", instead)
		}
		return refuse("it names no port; write %s:8080 or whatever port the server has", addr)
	}
	host, port, err := net.SplitHostPort(text)
	if err != nil || host == "" {
		return refuse("it is not HOST:PORT; %s", instead)
	}
	number, err := strconv.ParseUint(port, 10, 16)
	if err != nil || number == 0 {
		return refuse("%q is not a port from 1 to 65535", port)
	}
	addr, err := netip.ParseAddr(host)
	switch {
	case err != nil && strings.Trim(host, "0123456789.") == "":
		return refuse("%s is not an IPv4 address; %s", host, instead)
	case err != nil:
		return refuse("%s is a host name, and clients look none up; %s. `getent ahostsv4 %s` prints that of a name. "+
			"It has to stay the same: a client keeps it", host, instead, host)
	case !addr.Is4():
		return refuse("%s is IPv6, and what is built in is dialled as IPv4; %s. Give the server one, or forward a port of "+
			"a machine that has one", host, instead)
	case addr.IsUnspecified() || addr.IsMulticast() || addr == netip.AddrFrom4([4]byte{255, 255, 255, 255}):
		return refuse("nobody can be dialled at %s; name the address at which clients reach the server", host)
	}
	return netip.AddrPortFrom(addr, uint16(number)), nil
}
