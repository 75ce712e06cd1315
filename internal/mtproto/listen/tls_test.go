package listen

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"heliograph/internal/clock"
)

// writeCertificate writes a certificate for 127.0.0.1 into dir.
func writeCertificate(t *testing.T, dir, name string) (cert, key string, parsed *x509.Certificate) {
	t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.CreateCertificate(rand.Reader, &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
	}, &x509.Certificate{Subject: pkix.Name{CommonName: name}}, &k.PublicKey, k)
	if err != nil {
		t.Fatal(err)
	}
	keyBytes, err := x509.MarshalPKCS8PrivateKey(k)
	if err != nil {
		t.Fatal(err)
	}
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	for path, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: der}, key: {Type: "PRIVATE KEY", Bytes: keyBytes}} {
		if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if parsed, err = x509.ParseCertificate(der); err != nil {
		t.Fatal(err)
	}
	return cert, key, parsed
}

// certificates is TLS for both sides.
func certificates(t *testing.T) (server, client *tls.Config) {
	t.Helper()
	cert, key, parsed := writeCertificate(t, t.TempDir(), "heliograph")
	server, err := TLSConfig(cert, key)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return server, &tls.Config{RootCAs: pool, ServerName: "127.0.0.1"}
}

func TestCertificateIsReloaded(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	cert, key, _ := writeCertificate(t, dir, "first")
	now := clock.NewFake(time.Now())
	f := &files{cert: cert, key: key, clock: now}
	if err := f.load(); err != nil {
		t.Fatal(err)
	}
	name := func() string {
		c, err := x509.ParseCertificate(f.current().Certificate[0])
		if err != nil {
			t.Fatal(err)
		}
		return c.Subject.CommonName
	}
	if name() != "first" {
		t.Fatal(name())
	}
	writeCertificate(t, dir, "the second one")
	if name() != "first" {
		t.Error("looked again at once")
	}
	now.Advance(lookAgain)
	if name() != "the second one" {
		t.Errorf("still %s", name())
	}
	if err := os.WriteFile(key, []byte("half of a k"), 0o600); err != nil {
		t.Fatal(err)
	}
	now.Advance(lookAgain)
	if name() != "the second one" {
		t.Errorf("bad files gave %s", name())
	}
	writeCertificate(t, dir, "third")
	now.Advance(lookAgain)
	if name() != "third" {
		t.Errorf("still %s", name())
	}
}

func TestBadCertificate(t *testing.T) {
	t.Parallel()
	if _, err := TLSConfig("nowhere.pem", "nowhere.key"); err == nil || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("got %v", err)
	}
}

func TestACMEConfig(t *testing.T) {
	t.Parallel()
	c := ACMEConfig([]string{"chat.example"}, t.TempDir())
	if !slices.Contains(c.NextProtos, "acme-tls/1") || slices.Contains(c.NextProtos, "h2") {
		t.Errorf("protocols %v", c.NextProtos)
	}
	if _, err := c.GetCertificate(&tls.ClientHelloInfo{ServerName: "other.example"}); err == nil {
		t.Error("a certificate for a domain of others")
	}
}
