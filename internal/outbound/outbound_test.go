package outbound_test

import (
	"errors"
	"net"
	"net/netip"
	"testing"

	"heliograph/internal/outbound"
)

func TestPublic(t *testing.T) {
	t.Parallel()
	for a, want := range map[string]bool{
		"1.1.1.1": true, "149.154.167.50": true, "2606:4700::1111": true, "::ffff:8.8.8.8": true,
		"127.0.0.1": false, "127.9.9.9": false, "::1": false, "::ffff:127.0.0.1": false, "0.0.0.0": false, "::": false,
		"10.0.0.1": false, "172.16.3.4": false, "192.168.1.1": false, "fd00:ec2::254": false, "fc00::1": false,
		"169.254.169.254": false, "fe80::1": false, "fe80::1%eth0": false, "100.100.100.200": false,
		"168.63.129.16": false, "224.0.0.1": false, "ff02::1": false, "255.255.255.255": false, "240.0.0.1": false,
		"64:ff9b::7f00:1": false, "2002:7f00:1::": false, "2001:0:7f00:1::": false, "::127.0.0.1": false,
		"2001:db8::1": false, "198.18.0.1": false, "192.0.2.1": false,
		"64:ff9b::a00:1": false, "64:ff9b::808:808": false, "64:ff9b:1::7f00:1": false, "::ffff:169.254.169.254": false,
		"2606:4700::5efe:a00:1": false, "2606:4700::200:5efe:7f00:1": false, "2606:4700::5efe:808:808": true, "fec0::1": false,
	} {
		if got := outbound.Public(netip.MustParseAddr(a)); got != want {
			t.Errorf("Public(%s) = %v, want %v", a, got, want)
		}
	}
}

func TestDialerRefusesThisMachine(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	for _, host := range []string{"127.0.0.1", "localhost", "::ffff:127.0.0.1", "0.0.0.0"} {
		var d outbound.Dialer
		c, err := d.DialContext(t.Context(), "tcp", net.JoinHostPort(host, port))
		if !errors.Is(err, outbound.ErrRefused) {
			t.Errorf("%s: %v", host, err)
		}
		if c != nil {
			_ = c.Close()
		}
	}
	d := outbound.Dialer{Allow: []string{"LOCALHOST"}}
	c, err := d.DialContext(t.Context(), "tcp4", net.JoinHostPort("localhost", port))
	if err != nil {
		t.Fatalf("allowed host: %v", err)
	}
	_ = c.Close()
	if _, err := d.DialContext(t.Context(), "tcp", net.JoinHostPort("127.0.0.1", port)); !errors.Is(err, outbound.ErrRefused) {
		t.Errorf("another name of the allowed host: %v", err)
	}
	if _, err := d.DialContext(t.Context(), "unix", "/tmp/x"); !errors.Is(err, outbound.ErrRefused) {
		t.Errorf("unix socket: %v", err)
	}
	if _, err := d.DialContext(t.Context(), "tcp", "no port"); err == nil {
		t.Error("an address without a port was dialled")
	}
}

// An address of this machine is not for it to ask, even a public one.
func TestDialerRefusesOwnAddresses(t *testing.T) {
	t.Parallel()
	d := outbound.Dialer{Refuse: []net.IP{net.ParseIP("93.184.216.34"), net.ParseIP("2606:2800:220:1::1")}}
	for _, host := range []string{"93.184.216.34", "::ffff:93.184.216.34", "2606:2800:220:1::1"} {
		c, err := d.DialContext(t.Context(), "tcp", net.JoinHostPort(host, "80"))
		if !errors.Is(err, outbound.ErrRefused) {
			t.Errorf("%s: %v", host, err)
		}
		if c != nil {
			_ = c.Close()
		}
	}
}
