package sender

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/smtp"
	"strings"
	"time"

	"heliograph/internal/clock"
	"heliograph/internal/id"
	"heliograph/internal/logx"
)

// SMTPConfig says which mail server takes the codes, and to whom.
type SMTPConfig struct {
	Addr     string // HOST:PORT; port 465 speaks TLS from the first byte, others STARTTLS
	User     string // "" for no login
	Password logx.Secret
	From     string
	To       string // an address in which %s stands for the number, or one mailbox for all
	Name     string // of the server, for the subject
	Timeout  time.Duration
	Clock    clock.Clock
	Roots    *x509.CertPool // nil: those of the machine
	Implicit bool           // TLS from the first byte on any port
}

// SMTP mails codes. Safe for concurrent use.
type SMTP struct {
	c    SMTPConfig
	host string
}

// NewSMTP checks the configuration; it does not connect.
func NewSMTP(c SMTPConfig) (*SMTP, error) {
	host, port, err := net.SplitHostPort(c.Addr)
	if err != nil {
		return nil, fmt.Errorf("mail server: %w", err)
	}
	for _, a := range []string{c.From, strings.ReplaceAll(c.To, "%s", "123")} {
		if p, err := mail.ParseAddress(a); err != nil || p.Address != a {
			return nil, fmt.Errorf("mail address %q is not valid", a)
		}
	}
	if c.Clock == nil {
		panic("sender: missing clock")
	}
	if c.Timeout == 0 {
		c.Timeout = 15 * time.Second
	}
	c.Implicit = c.Implicit || port == "465"
	return &SMTP{c: c, host: host}, nil
}

var errNoTLS = errors.New("the mail server offers no STARTTLS")

// Send hands one mail to the server. A server on another machine has to speak
// TLS, with a certificate that is valid for its name.
func (s *SMTP) Send(ctx context.Context, phone string, code logx.Secret) error {
	ctx, cancel := context.WithTimeout(ctx, s.c.Timeout)
	defer cancel()
	if err := s.send(ctx, phone, code); err != nil {
		if ctx.Err() != nil {
			err = ctx.Err() // the closed connection is only its consequence
		}
		return fmt.Errorf("mail a login code: %w", hide(err, phone))
	}
	return nil
}

func (s *SMTP) send(ctx context.Context, phone string, code logx.Secret) error {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "tcp", s.c.Addr)
	if err != nil {
		return err
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
	secure := &tls.Config{ServerName: s.host, RootCAs: s.c.Roots, MinVersion: tls.VersionTLS12}
	if s.c.Implicit {
		conn = tls.Client(conn, secure)
	}
	c, err := smtp.NewClient(conn, s.host)
	if err != nil {
		return err
	}
	defer c.Close()
	if !s.c.Implicit {
		if ok, _ := c.Extension("STARTTLS"); ok {
			err = c.StartTLS(secure)
		} else if !s.local(conn) {
			err = errNoTLS
		}
		if err != nil {
			return err
		}
	}
	if s.c.User != "" {
		if err := c.Auth(smtp.PlainAuth("", s.c.User, s.c.Password.Reveal(), s.host)); err != nil {
			return err
		}
	}
	return s.hand(c, phone, code)
}

// local says whether the mail server is on this machine.
func (s *SMTP) local(conn net.Conn) bool {
	a, ok := conn.RemoteAddr().(*net.TCPAddr)
	return ok && a.IP.IsLoopback()
}

func (s *SMTP) hand(c *smtp.Client, phone string, code logx.Secret) error {
	to := strings.ReplaceAll(s.c.To, "%s", phone)
	if err := c.Mail(s.c.From); err != nil {
		return err
	}
	if err := c.Rcpt(to); err != nil {
		return err
	}
	w, err := c.Data()
	if err != nil {
		return err
	}
	if _, err := w.Write(s.mail(to, phone, code)); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	return c.Quit()
}

func (s *SMTP) mail(to, phone string, code logx.Secret) []byte {
	name := strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return -1
		}
		return r
	}, s.c.Name)
	var b bytes.Buffer
	for _, h := range [][2]string{
		{"From", s.c.From},
		{"To", to},
		{"Subject", strings.TrimSpace(name + " login code")},
		{"Date", s.c.Clock.Now().Format(time.RFC1123Z)},
		{"Message-ID", "<" + id.Hex(16) + s.c.From[strings.LastIndexByte(s.c.From, '@'):] + ">"},
		{"MIME-Version", "1.0"},
		{"Content-Type", "text/plain; charset=utf-8"},
		{"Auto-Submitted", "auto-generated"},
	} {
		fmt.Fprintf(&b, "%s: %s\r\n", h[0], h[1])
	}
	fmt.Fprintf(&b, "\r\nLogin code for +%s: %s\r\n\r\nDo not give this code to anyone.\r\n", phone, code.Reveal())
	return b.Bytes()
}

// hidden is an error whose text does not show a number: mail servers repeat the
// address that they refuse.
type hidden struct {
	error
	phone string
}

func hide(err error, phone string) error { return hidden{err, phone} }

func (h hidden) Error() string { return strings.ReplaceAll(h.error.Error(), h.phone, "***") }
func (h hidden) Unwrap() error { return h.error }
