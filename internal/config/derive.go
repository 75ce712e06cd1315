package config

import (
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
)

// Advertised is the host and port that clients are told to dial: Advertise, or
// else Listen with 127.0.0.1 in place of an unspecified address. It wants a
// valid Config.
func (c *Config) Advertised() (host string, port int) {
	addr := c.Advertise
	if addr == "" {
		addr = c.Listen
	}
	host, p, _ := net.SplitHostPort(addr)
	port, _ = strconv.Atoi(p)
	if a, err := netip.ParseAddr(host); host == "" || err == nil && a.IsUnspecified() {
		host = "127.0.0.1"
	}
	return host, port
}

// Links is what links to this server begin with, up to the last slash; port is the
// one it listens on, for where Advertised has none. With TLS they are such that a
// browser trusts the certificate. It wants a valid Config.
func (c *Config) Links(port int) string {
	host, p := c.Advertised()
	if p != 0 {
		port = p
	}
	scheme, usual := "http", 80
	if c.TLS.Enabled() {
		scheme, usual = "https", 443
	}
	if len(c.TLS.ACMEDomains) > 0 {
		host = c.TLS.ACMEDomains[0]
	}
	u := url.URL{Scheme: scheme, Host: net.JoinHostPort(host, strconv.Itoa(port)), Path: "/"}
	if port == usual {
		if u.Host = host; strings.Contains(host, ":") {
			u.Host = "[" + host + "]"
		}
	}
	return u.String()
}

// LogLevel is Log.Level for slog; info when it is not valid.
func (c *Config) LogLevel() slog.Level {
	var level slog.Level
	if err := level.UnmarshalText([]byte(c.Log.Level)); err != nil {
		return slog.LevelInfo
	}
	return level
}

// TrustedProxies is ProxyProtocol.Trusted as ranges. It wants a valid Config.
func (c *Config) TrustedProxies() []netip.Prefix {
	var list []netip.Prefix
	for _, t := range c.ProxyProtocol.Trusted {
		if p, err := ParsePrefix(t); err == nil {
			list = append(list, p)
		}
	}
	return list
}

// StoreDir is the directory of the embedded engine.
func (c *Config) StoreDir() string { return filepath.Join(c.Data, "store") }
