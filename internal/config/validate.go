package config

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Validate says everything that is wrong with c, one line each, or nil.
func (c *Config) Validate() error {
	var p problems
	p.addr("listen", c.Listen, false)
	p.addr("admin_listen", c.AdminListen, true)
	p.require("data", c.Data)
	if c.Advertise != "" {
		if host, port, err := net.SplitHostPort(c.Advertise); err != nil || host == "" || !isPort(port) || port == "0" {
			p.add("advertise", "%q is not HOST:PORT", c.Advertise)
		}
	}
	if c.Name == "" || len(c.Name) > 64 {
		p.add("name", "must have 1 to 64 bytes")
	}
	p.log(c.Log)
	p.store(c.Store)
	p.login(c.Login)
	p.tls(c.TLS)
	for _, t := range c.ProxyProtocol.Trusted {
		if _, err := ParsePrefix(t); err != nil {
			p.add("proxy_protocol.trusted", "%q is neither an address nor a range such as 10.0.0.0/8", t)
		}
	}
	p.limits(c)
	for _, port := range c.Previews.Ports {
		if !isPort(port) || port == "0" {
			p.add("previews.ports", "%q is not a port", port)
		}
	}
	return errors.Join(p...)
}

// ParsePrefix reads an address or a CIDR range.
func ParsePrefix(s string) (netip.Prefix, error) {
	if a, err := netip.ParseAddr(s); err == nil {
		return a.Prefix(a.BitLen())
	}
	return netip.ParsePrefix(s)
}

type problems []error

func (p *problems) add(path, format string, args ...any) {
	*p = append(*p, fmt.Errorf("%s: %s", path, fmt.Sprintf(format, args...)))
}

func (p *problems) require(path, value string) {
	if value == "" {
		p.add(path, "must be set")
	}
}

func (p *problems) oneOf(path, value string, allowed ...string) {
	for _, a := range allowed {
		if a == value {
			return
		}
	}
	p.add(path, "%q is none of %s", value, strings.Join(allowed, ", "))
}

func (p *problems) between(path string, n, low, high int) {
	if n < low || n > high {
		p.add(path, "%d is not between %d and %d", n, low, high)
	}
}

func (p *problems) addr(path, value string, optional bool) {
	if value == "" && optional {
		return
	}
	if _, port, err := net.SplitHostPort(value); err != nil || !isPort(port) {
		p.add(path, `%q is not an address such as ":8080" or "127.0.0.1:8080"`, value)
	}
}

func isPort(s string) bool {
	n, err := strconv.Atoi(s)
	return err == nil && n >= 0 && n <= 65535
}

func (p *problems) log(l Log) {
	var level slog.Level
	if level.UnmarshalText([]byte(l.Level)) != nil {
		p.add("log.level", "%q is none of debug, info, warn, error", l.Level)
	}
	p.oneOf("log.format", l.Format, "text", "json")
}

func (p *problems) store(s Store) {
	p.oneOf("store.engine", s.Engine, EnginePebble, EnginePostgres)
	switch {
	case s.Engine == EnginePostgres && s.DSN == "":
		p.add("store.dsn", "the engine postgres needs it: postgres://user:password@host/database")
	case s.Engine == EnginePebble && s.DSN != "":
		p.add("store.dsn", "is set but store.engine is pebble")
	}
	p.between("store.cache_mb", s.CacheMB, 8, 1<<20)
}

func (p *problems) login(l Login) {
	p.oneOf("login.sender", l.Sender, SenderLog, SenderSMTP, SenderWebhook)
	if l.CodeTTL < time.Minute || l.CodeTTL > time.Hour {
		p.add("login.code_ttl", "%v is not between 1m and 1h", l.CodeTTL)
	}
	if l.FreshResetWait < 0 {
		p.add("login.fresh_reset_wait", "must not be negative")
	}
	switch l.Sender {
	case SenderSMTP:
		p.addr("login.smtp.addr", l.SMTP.Addr, false)
		p.require("login.smtp.from", l.SMTP.From)
		if strings.Count(l.SMTP.To, "%s") != 1 || strings.Count(l.SMTP.To, "%") != 1 {
			p.add("login.smtp.to", `%q must hold one %%s for the number, as in "%%s@sms.example.org"`, l.SMTP.To)
		}
	case SenderWebhook:
		u, err := url.Parse(l.Webhook.URL)
		if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			p.add("login.webhook.url", "must be an http or https URL")
		}
	}
}

func (p *problems) tls(t TLS) {
	if (t.CertFile == "") != (t.KeyFile == "") {
		p.add("tls", "cert_file and key_file belong together")
	}
	if t.CertFile != "" && len(t.ACMEDomains) > 0 {
		p.add("tls", "choose either cert_file and key_file or acme_domains")
	}
}

func (p *problems) limits(c *Config) {
	l := c.Limits
	p.between("limits.connections", l.Connections, 1, 10_000_000)
	p.between("limits.connections_per_address", l.ConnectionsPerAddress, 1, 10_000_000)
	p.between("limits.exchanges_per_minute", l.ExchangesPerMinute, 1, 1_000_000)
	p.between("limits.calls_per_second", l.CallsPerSecond, 1, 1_000_000)
	p.between("limits.sends_per_second", l.SendsPerSecond, 1, 1_000_000)
	p.chats(&l)
	p.between("limits.contacts", l.Contacts, 1, 1_000_000)
	p.between("updates.keep", c.Updates.Keep, 100, 100_000_000)
}

// chats checks the limits that clients show. Those with a lower bound of more
// than one are numbers that clients have built in: they send that much whatever
// they are told.
func (p *problems) chats(l *Limits) {
	for _, n := range []struct {
		name             string
		value, low, high int
	}{
		{"message_length", l.MessageLength, 4096, 65_536},
		{"caption_length", l.CaptionLength, 1024, 65_536},
		{"quote_length", l.QuoteLength, 1, 4096},
		{"forwards", l.Forwards, 100, 200},
		{"pinned_dialogs", l.PinnedDialogs, 1, 100},
		{"pinned_archived", l.PinnedArchived, 1, 100},
		{"pinned_saved", l.PinnedSaved, 1, 100},
		{"folders", l.Folders, 1, 250},
		{"folder_chats", l.FolderChats, 1, 1_000},
		{"person_reactions", l.PersonReactions, 1, 10},
		{"message_reactions", l.MessageReactions, 1, 100},
		{"poll_answers", l.PollAnswers, 10, 100},
		{"todo_items", l.TodoItems, 1, 100},
		{"todo_title", l.TodoTitle, 1, 255},
		{"todo_item", l.TodoItem, 1, 255},
		{"pinned_messages", l.PinnedMessages, 1, 10_000},
		{"message_tags", l.MessageTags, 1, 100},
		{"scheduled", l.Scheduled, 1, 1_000},
	} {
		p.between("limits."+n.name, n.value, n.low, n.high)
	}
	p.period("limits.edit_time", l.EditTime, time.Minute, 20*365*24*time.Hour)
	p.period("limits.poll_period", l.PollPeriod, time.Minute, 365*24*time.Hour)
}

func (p *problems) period(path string, d, low, high time.Duration) {
	if d < low || d > high {
		p.add(path, "%v is not between %v and %v", d, low, high)
	}
}
