package listen

import (
	"crypto/tls"
	"fmt"
	"os"
	"sync"
	"time"

	"golang.org/x/crypto/acme"
	"golang.org/x/crypto/acme/autocert"

	"heliograph/internal/clock"
)

// TLSConfig serves the certificate in two PEM files and looks now and then
// whether they have changed. Files that have become bad leave the certificate
// that was read last in use.
func TLSConfig(cert, key string) (*tls.Config, error) {
	f := &files{cert: cert, key: key, clock: clock.System{}}
	if err := f.load(); err != nil {
		return nil, fmt.Errorf("listen: certificate: %w", err)
	}
	return &tls.Config{
		MinVersion:     tls.VersionTLS12,
		NextProtos:     []string{"http/1.1"},
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return f.current(), nil },
	}, nil
}

// ACMEConfig gets certificates for domains from Let's Encrypt when the first
// client asks for one, and keeps them in cacheDir. The port must be reachable
// as 443 at those domains.
func ACMEConfig(domains []string, cacheDir string) *tls.Config {
	m := &autocert.Manager{
		Prompt:     autocert.AcceptTOS,
		HostPolicy: autocert.HostWhitelist(domains...),
		Cache:      autocert.DirCache(cacheDir),
	}
	return &tls.Config{
		MinVersion:     tls.VersionTLS12,
		NextProtos:     []string{"http/1.1", acme.ALPNProto},
		GetCertificate: m.GetCertificate,
	}
}

// lookAgain is how long a certificate is used without a look at its files.
const lookAgain = 5 * time.Second

// files are a certificate and its key on disk.
type files struct {
	cert, key string
	clock     clock.Clock

	mu     sync.Mutex
	looked time.Time
	stamp  [2]stamp
	loaded *tls.Certificate
}

// stamp changes when a file does.
type stamp struct {
	at   time.Time
	size int64
}

// current is the certificate to serve.
func (f *files) current() *tls.Certificate {
	f.mu.Lock()
	defer f.mu.Unlock()
	if now := f.clock.Now(); now.Sub(f.looked) >= lookAgain {
		f.looked = now
		if s, err := f.stamps(); err == nil && s != f.stamp {
			_ = f.load() // half-written files are read again next time
		}
	}
	return f.loaded
}

func (f *files) stamps() (s [2]stamp, err error) {
	for i, path := range []string{f.cert, f.key} {
		info, err := os.Stat(path)
		if err != nil {
			return s, err
		}
		s[i] = stamp{info.ModTime(), info.Size()}
	}
	return s, nil
}

func (f *files) load() error {
	s, err := f.stamps()
	if err != nil {
		return err
	}
	c, err := tls.LoadX509KeyPair(f.cert, f.key)
	if err != nil {
		return err
	}
	f.stamp, f.loaded = s, &c
	return nil
}
