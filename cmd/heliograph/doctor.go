package main

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"heliograph/internal/config"
	"heliograph/internal/lang"
	"heliograph/internal/serverkey"
)

type doctorCmd struct{ settings }

// errUnwell says that the doctor found, and printed, something to repair.
var errUnwell = errors.New("something has to be repaired")

// The verdicts of a finding.
const (
	good = "ok  "
	warn = "warn"
	bad  = "FAIL"
)

// finding is one line of the doctor's: what was looked at, and what to do.
type finding struct{ verdict, what, do string }

// Help is shown by `heliograph doctor --help`.
func (doctorCmd) Help() string {
	return "Reads, writes one file that it removes again, and changes nothing. Exit code 1 means that the server would not " +
		"start or not work."
}

// Run examines everything and prints a line for each finding.
func (d *doctorCmd) Run(p *process) error {
	c, err := d.load(p)
	if err == nil {
		err = c.Validate()
	}
	var all []finding
	if err != nil {
		all = []finding{{bad, "configuration: " + err.Error(), "correct it; heliograph.example.toml describes every setting"}}
	} else {
		all = examine(&c, p.environ)
	}
	unwell := false
	for _, f := range all {
		unwell = unwell || f.verdict == bad
		if _, err := fmt.Fprintf(p.out, "%s  %s\n", f.verdict, f.what); err != nil {
			return err
		}
		if f.do != "" {
			if _, err := fmt.Fprintf(p.out, "      -> %s\n", f.do); err != nil {
				return err
			}
		}
	}
	if unwell {
		return errUnwell
	}
	return nil
}

func examine(c *config.Config, environ []string) []finding {
	all := []finding{{verdict: good, what: "configuration"}}
	for _, name := range config.UnknownEnv(environ) {
		all = append(all, finding{warn, "environment variable " + name + " is no setting", "check its spelling"})
	}
	all = append(all, examineData(c.Data)...)
	all = append(all, examineKey(c.Data), examineLogin(c), examineAdvertise(c))
	running := isServing(c.AdminListen)
	all = append(all, examinePort("listen", c.Listen, running))
	if c.AdminListen != "" {
		all = append(all, examinePort("admin_listen", c.AdminListen, running))
	}
	if c.Languages != "" {
		all = append(all, examineLanguages(c.Languages)...)
	}
	if c.TLS.CertFile != "" {
		all = append(all, examineCertificate(c.TLS, time.Now()))
	}
	return append(all, examineClock(c.Data, time.Now()), examineFiles(c.Limits.Connections))
}

// examineData finds out whether the directory, or the nearest one above it that
// exists, can be written and has room.
func examineData(dir string) []finding {
	at := dir
	for {
		if info, err := os.Stat(at); err == nil {
			if !info.IsDir() {
				return []finding{{bad, "data: " + at + " is not a directory", "name another one with --data"}}
			}
			break
		}
		at = filepath.Dir(at)
	}
	f, err := os.CreateTemp(at, ".doctor-*")
	if err != nil {
		return []finding{{bad, fmt.Sprintf("data: %s cannot be written: %v", at, err), "give it to the user that runs the server"}}
	}
	err = errors.Join(f.Close(), os.Remove(f.Name()))
	if err != nil {
		return []finding{{bad, "data: " + err.Error(), "check the file system"}}
	}
	what := "data: " + dir + " can be written"
	if at != dir {
		what = "data: " + dir + " will be made at the first start"
	}
	return append([]finding{{verdict: good, what: what}}, examineRoom(at)...)
}

// Room on the disk, in bytes, below which the doctor speaks up. The store
// refuses to write below 128 MiB.
const (
	roomFail = 256 << 20
	roomWarn = 2 << 30
)

func examineRoom(dir string) []finding {
	free, ok := freeBytes(dir)
	what := fmt.Sprintf("disk: %d MB free", free>>20)
	switch {
	case !ok:
		return nil
	case free < roomFail:
		return []finding{{bad, what, "make room: the store refuses to write when the disk is almost full"}}
	case free < roomWarn:
		return []finding{{warn, what, "make room soon"}}
	}
	return []finding{{verdict: good, what: what}}
}

func examineKey(data string) finding {
	key, err := serverkey.Load(data)
	if errors.Is(err, serverkey.ErrNone) {
		return finding{verdict: good, what: "key: will be made at the first start"}
	}
	if err != nil {
		return finding{bad, "key: " + err.Error(), "put the file back from a backup; with a new key every client has to be set up anew"}
	}
	if info, err := os.Stat(filepath.Join(data, serverkey.File)); err == nil && info.Mode().Perm()&0o077 != 0 {
		return finding{warn, "key: other users of this machine can read it", "chmod 600 " + filepath.Join(data, serverkey.File)}
	}
	return finding{verdict: good, what: "key: fingerprint " + serverkey.Fingerprint(&key.PublicKey)}
}

func examineLogin(c *config.Config) finding {
	switch {
	case c.Login.TestNumbers:
		return finding{
			warn, "login: test numbers are on, anyone who reaches the server can log in as them",
			"fine for trying out; switch login.test_numbers off before others use the server",
		}
	case c.Login.Sender == config.SenderLog:
		return finding{warn, "login: codes appear in the server's log only", "set login.sender to smtp or webhook so that people get them"}
	}
	return finding{verdict: good, what: "login: codes go out by " + c.Login.Sender}
}

func examineAdvertise(c *config.Config) finding {
	host, port := c.Advertised()
	what := fmt.Sprintf("advertise: clients are told to dial %s:%d", host, port)
	if a := net.ParseIP(host); host == "localhost" || a != nil && a.IsLoopback() {
		return finding{warn, what + ", which only works on this machine", "set advertise to an address that your clients reach"}
	}
	return finding{verdict: good, what: what}
}

// examineLanguages names every mistake in the files of languages.
func examineLanguages(dir string) (all []finding) {
	n, err := lang.Check(dir)
	if err == nil {
		return []finding{{verdict: good, what: fmt.Sprintf("languages: %d files in %s", n, dir)}}
	}
	for mistake := range strings.SplitSeq(err.Error(), "\n") {
		all = append(all, finding{bad, "languages: " + mistake, "docs/languages.md describes the files"})
	}
	return all
}

func examineCertificate(t config.TLS, now time.Time) finding {
	pair, err := tls.LoadX509KeyPair(t.CertFile, t.KeyFile)
	if err != nil {
		return finding{bad, "tls: " + err.Error(), "both files are PEM, the certificate first in its chain"}
	}
	what := "tls: certificate is good until " + pair.Leaf.NotAfter.Format(time.DateOnly)
	switch left := pair.Leaf.NotAfter.Sub(now); {
	case left <= 0:
		return finding{bad, what, "renew it"}
	case left < 14*24*time.Hour:
		return finding{warn, what, "renew it soon"}
	}
	return finding{verdict: good, what: what}
}
