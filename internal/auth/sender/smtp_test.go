package sender_test

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"math/big"
	"net"
	"strings"
	"testing"
	"time"

	"heliograph/internal/auth/sender"
	"heliograph/internal/clock"
)

// mailbox is a mail server for one mail.
type mailbox struct {
	addr     string
	cert     *tls.Config // nil: no TLS
	implicit bool
	refuse   string // a recipient to refuse
	silent   bool   // says nothing at all
	got      chan string
}

// start listens; got receives what the client said, line by line.
func (m *mailbox) start(t *testing.T) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	m.addr, m.got = l.Addr().String(), make(chan string, 1)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			m.serve(c)
		}
	}()
	t.Cleanup(func() { _ = l.Close(); <-done })
}

func (m *mailbox) serve(c net.Conn) {
	defer func() { _ = c.Close() }()
	if m.implicit {
		c = tls.Server(c, m.cert)
	}
	r := bufio.NewReader(c)
	if m.silent {
		_, _ = r.ReadString('\n') // until the client goes
		return
	}
	say := func(s string) { _, _ = fmt.Fprintf(c, "%s\r\n", s) }
	secure, data := m.implicit, false
	var all strings.Builder
	say("220 ready")
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimRight(line, "\r\n")
		fmt.Fprintln(&all, line)
		verb, _, _ := strings.Cut(strings.ToUpper(line), " ")
		switch {
		case data && line == ".":
			data = false
			say("250 taken")
		case data:
		case verb == "EHLO" && m.cert != nil && !secure:
			say("250-here\r\n250 STARTTLS")
		case verb == "EHLO":
			say("250-here\r\n250 AUTH PLAIN")
		case verb == "STARTTLS":
			say("220 go")
			c = tls.Server(c, m.cert)
			r, secure = bufio.NewReader(c), true
		case verb == "AUTH":
			say("235 welcome")
		case verb == "RCPT" && m.refuse != "" && strings.Contains(line, m.refuse):
			say("550 no such user " + m.refuse)
		case verb == "DATA":
			data = true
			say("354 go")
		case verb == "QUIT":
			say("221 bye")
			m.got <- all.String()
			return
		default:
			say("250 fine")
		}
	}
}

// certificate is one for 127.0.0.1, and who trusts it.
func certificate(t *testing.T) (*tls.Config, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	if c, err = x509.ParseCertificate(der); err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(c)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}, roots
}

func (m *mailbox) config() sender.SMTPConfig {
	return sender.SMTPConfig{
		Addr: m.addr, User: "me", Password: "p4ss", From: "codes@example.org", To: "%s@sms.example.org",
		Name: "Helio\r\ngraph", Clock: clock.NewFake(time.Unix(1_900_000_000, 0).UTC()),
	}
}

func send(t *testing.T, c sender.SMTPConfig) error {
	t.Helper()
	s, err := sender.NewSMTP(c)
	if err != nil {
		t.Fatal(err)
	}
	return s.Send(t.Context(), phone, code)
}

func TestSMTPSends(t *testing.T) {
	t.Parallel()
	cert, roots := certificate(t)
	auth := "AUTH PLAIN " + base64.StdEncoding.EncodeToString([]byte("\x00me\x00p4ss"))
	for name, m := range map[string]*mailbox{
		"plain on this machine": {}, "STARTTLS": {cert: cert}, "TLS": {cert: cert, implicit: true},
	} {
		m.start(t)
		c := m.config()
		c.Roots, c.Implicit = roots, m.implicit
		if err := send(t, c); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got := <-m.got
		for _, want := range []string{
			"MAIL FROM:<codes@example.org>", "RCPT TO:<4915112345678@sms.example.org>", "To: 4915112345678@sms.example.org\n",
			"Subject: Heliograph login code\n", "Date: Sun, 17 Mar 2030 17:46:40 +0000\n", "@example.org>\n", auth,
			"\n\nLogin code for +4915112345678: 12345\n",
		} {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %q is not in\n%s", name, want, got)
			}
		}
		if strings.Contains(got, "STARTTLS") != (m.cert != nil && !m.implicit) {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestSMTPToOneMailbox(t *testing.T) {
	t.Parallel()
	m := &mailbox{}
	m.start(t)
	c := m.config()
	c.To, c.User = "operator@example.org", ""
	if err := send(t, c); err != nil {
		t.Fatal(err)
	}
	got := <-m.got
	if !strings.Contains(got, "RCPT TO:<operator@example.org>") || !strings.Contains(got, "+"+phone) || strings.Contains(got, "AUTH") {
		t.Error(got)
	}
}

func TestSMTPErrors(t *testing.T) {
	t.Parallel()
	cert, _ := certificate(t)
	refusing, untrusted, silent := &mailbox{refuse: phone}, &mailbox{cert: cert}, &mailbox{silent: true}
	for _, m := range []*mailbox{refusing, untrusted, silent} {
		m.start(t)
	}
	err := send(t, refusing.config())
	if err == nil || strings.Contains(err.Error(), phone) || !strings.Contains(err.Error(), "550") {
		t.Errorf("refused: %v", err)
	}
	var unknown x509.UnknownAuthorityError
	if err := send(t, untrusted.config()); !errors.As(err, &unknown) {
		t.Errorf("untrusted: %v", err)
	}
	c := silent.config()
	c.Timeout = 100 * time.Millisecond
	if err := send(t, c); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("silent: %v", err)
	}
}

func TestSMTPConfig(t *testing.T) {
	t.Parallel()
	good := (&mailbox{addr: "mail.example.org:25"}).config()
	for name, change := range map[string]func(*sender.SMTPConfig){
		"no port":    func(c *sender.SMTPConfig) { c.Addr = "mail.example.org" },
		"no sender":  func(c *sender.SMTPConfig) { c.From = "" },
		"a name":     func(c *sender.SMTPConfig) { c.From = "Codes <codes@example.org>" },
		"no address": func(c *sender.SMTPConfig) { c.To = "%s" },
		"a header":   func(c *sender.SMTPConfig) { c.To = "a@example.org\r\nBcc: b@example.org" },
	} {
		c := good
		change(&c)
		if _, err := sender.NewSMTP(c); err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
	if _, err := sender.NewSMTP(good); err != nil {
		t.Error(err)
	}
}
