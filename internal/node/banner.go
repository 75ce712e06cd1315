package node

import (
	"crypto/rsa"
	"fmt"
	"io"
	"net"
	"strconv"

	"heliograph/internal/config"
	"heliograph/internal/serverkey"
)

// banner tells the operator what runs where. addr is the address that is
// really listened on; serve's users and scripts wait for the first line.
func banner(w io.Writer, c *config.Config, version string, addr net.Addr, key *rsa.PublicKey) error {
	host, port := c.Advertised()
	if port == 0 { // any free port was asked for
		if a, ok := addr.(*net.TCPAddr); ok {
			port = a.Port
		}
	}
	page := "localhost"
	if c.Advertise != "" || host != "127.0.0.1" {
		page = host
	}
	scheme := "http"
	if c.TLS.Enabled() {
		scheme = "https"
	}
	codes := map[string]string{
		config.SenderLog:     "in this log",
		config.SenderSMTP:    "sent by mail through " + c.Login.SMTP.Addr,
		config.SenderWebhook: "posted to " + c.Login.Webhook.URL,
	}[c.Login.Sender]
	tests := "off"
	if c.Login.TestNumbers {
		tests = "on: 99966XYYYY (X from 1 to 3) logs in with XXXXX, for anyone who can reach this server"
	}
	_, err := fmt.Fprintf(w, `%s %s serves on %s://%s
  clients dial     %s
  key fingerprint  %s
  data             %s (%s)
  login codes      %s
  test numbers     %s
`, c.Name, version, scheme, net.JoinHostPort(page, strconv.Itoa(port)), net.JoinHostPort(host, strconv.Itoa(port)),
		serverkey.Fingerprint(key), c.Data, c.Store.Engine, codes, tests)
	return err
}
