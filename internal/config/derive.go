package config

import (
	"log/slog"
	"net"
	"net/netip"
	"path/filepath"
	"strconv"
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
