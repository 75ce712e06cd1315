package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"heliograph/internal/serverkey"
)

// isServing says whether a server answers on the admin address.
func isServing(admin string) bool {
	if admin == "" {
		return false
	}
	host, port, err := net.SplitHostPort(admin)
	if err != nil {
		return false
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	client := http.Client{Timeout: 2 * time.Second}
	res, err := client.Get("http://" + net.JoinHostPort(host, port) + "/healthz")
	if err != nil {
		return false
	}
	_ = res.Body.Close()
	return res.StatusCode == http.StatusOK
}

func examinePort(setting, addr string, running bool) finding {
	l, err := net.Listen("tcp", addr)
	switch {
	case err == nil:
		_ = l.Close()
		return finding{verdict: good, what: setting + ": " + addr + " is free"}
	case running:
		return finding{verdict: good, what: setting + ": " + addr + " is taken, and a server runs here"}
	}
	return finding{bad, fmt.Sprintf("%s: %v", setting, err), "stop what uses it or choose another address"}
}

// examineClock compares the clock with what cannot lie in the future. Clients
// reject a server whose time is off by more than a few minutes.
func examineClock(data string, now time.Time) finding {
	const do = "set the clock and let NTP keep it: clients refuse a server whose time is wrong"
	for _, file := range []string{executable(), filepath.Join(data, serverkey.File)} {
		if info, err := os.Stat(file); err == nil && info.ModTime().After(now.Add(time.Minute)) {
			return finding{bad, fmt.Sprintf("clock: it is %s, yet %s is from %s", now.Format(time.DateTime), file, info.ModTime().Format(time.DateTime)), do}
		}
	}
	if synced, known := clockSynced(); known && !synced {
		return finding{warn, "clock: " + now.Format(time.DateTime) + ", kept by nobody as far as the system knows", do}
	}
	return finding{verdict: good, what: "clock: " + now.Format(time.DateTime)}
}

func executable() string {
	path, _ := os.Executable() // "" has no age
	return path
}

func examineFiles(connections int) finding {
	limit, ok := openFiles()
	what := fmt.Sprintf("open files: at most %d, for %d connections", limit, connections)
	if ok && limit < uint64(connections)+1000 {
		return finding{warn, what, "raise the limit (LimitNOFILE in systemd, ulimit -n) or lower limits.connections"}
	}
	return finding{verdict: good, what: what}
}
