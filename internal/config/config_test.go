package config_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"heliograph/internal/config"
)

func load(t *testing.T, text string, environ ...string) (config.Config, error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "h.toml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return config.Load(file, environ)
}

func TestDefaultsRunWithoutFile(t *testing.T) {
	t.Parallel()
	c, err := config.Load("", nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Validate(); err != nil {
		t.Errorf("the defaults do not validate: %v", err)
	}
	if c.Login.TestNumbers {
		t.Error("test numbers must be off by default")
	}
	if host, port := c.Advertised(); host != "127.0.0.1" || port != 8080 {
		t.Errorf("advertised %s %d", host, port)
	}
}

func TestFileThenEnvironment(t *testing.T) {
	t.Parallel()
	c, err := load(t, `
		listen = "0.0.0.0:9000"
		[login]
		test_numbers = true
		code_ttl = "90s"
		[tls]
		acme_domains = ["a.example"]`,
		"HELIOGRAPH_LISTEN=[::]:9001", "HELIOGRAPH_LOGIN_TEST_NUMBERS=false",
		"HELIOGRAPH_TLS_ACME_DOMAINS=b.example, c.example", "HELIOGRAPH_LOGIN_CODE_TTL=2m",
		"HELIOGRAPH_LIMITS_CONNECTIONS=7", "HELIOGRAPH_STORE_DSN=postgres://u:hunter2@h/d", "PATH=/bin")
	if err != nil {
		t.Fatal(err)
	}
	if c.Listen != "[::]:9001" || c.Login.TestNumbers || c.Login.CodeTTL != 2*time.Minute || c.Limits.Connections != 7 {
		t.Errorf("%+v", c)
	}
	if fmt.Sprint(c.TLS.ACMEDomains) != "[b.example c.example]" {
		t.Errorf("domains %q", c.TLS.ACMEDomains)
	}
	if host, port := c.Advertised(); host != "127.0.0.1" || port != 9001 {
		t.Errorf("advertised %s %d", host, port)
	}
	if s := fmt.Sprintf("%v %+v %#v", c, c, c); strings.Contains(s, "hunter2") {
		t.Error("a printed configuration shows a secret")
	}
	if c.Store.DSN.Reveal() != "postgres://u:hunter2@h/d" {
		t.Error("the secret was not read")
	}
}

func TestErrorsNameFileAndLine(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"name = \"x\"\nlisten_to = 1":                        `h.toml:2: unknown setting "listen_to"`,
		"# [login]\n[login]\n\ntest_number = true":           `h.toml:4: unknown setting "login.test_number"`,
		"\n[logins]\ntest_numbers = true":                    `h.toml:2: unknown setting "logins"`,
		"test_numbers = true":                                `h.toml:1: unknown setting "test_numbers" (did you mean "login.test_numbers"?)`,
		"[login]\nsmtp.host = \"x\"":                         `h.toml:2: unknown setting "login.smtp.host"`,
		"\nlisten = 5":                                       `h.toml: line 2 (last key "listen")`,
		"\n\nlisten = ":                                      `h.toml:3: `,
		"[login]\ncode_ttl = \"soon\"":                       `h.toml:2: `,
		"listen = \":1\"\nlisten = \":2\"":                   `h.toml:2: `,
		"[limits]\nconnections = 99999999999999999999999999": `h.toml:2: `,
	} {
		_, err := load(t, text)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
	if _, err := config.Load(filepath.Join(t.TempDir(), "none.toml"), nil); err == nil {
		t.Error("a missing file must be an error")
	}
}

func TestEnvironmentErrorsNameVariableOnly(t *testing.T) {
	t.Parallel()
	_, err := config.Load("", []string{"HELIOGRAPH_LIMITS_CONNECTIONS=hunter2", "HELIOGRAPH_LOGIN_CODE_TTL=x", "HELIOGRAPH_LOGIN_TEST_NUMBERS=maybe"})
	if err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Fatal(err)
	}
	for _, want := range []string{"HELIOGRAPH_LIMITS_CONNECTIONS", "HELIOGRAPH_LOGIN_CODE_TTL", "HELIOGRAPH_LOGIN_TEST_NUMBERS"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not name %s", err, want)
		}
	}
	if got := config.UnknownEnv([]string{"HELIOGRAPH_LISTN=1", "HELIOGRAPH_LISTEN=1", "HELIOGRAPH_CONFIG=x", "LISTN=1"}); fmt.Sprint(got) != "[HELIOGRAPH_LISTN]" {
		t.Errorf("unknown %q", got)
	}
}

func TestValidateSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	for path, spoil := range map[string]func(*config.Config){
		"listen":                   func(c *config.Config) { c.Listen = "8080" },
		"admin_listen":             func(c *config.Config) { c.AdminListen = "localhost:http" },
		"data":                     func(c *config.Config) { c.Data = "" },
		"advertise":                func(c *config.Config) { c.Advertise = ":8080" },
		"name":                     func(c *config.Config) { c.Name = "" },
		"log.level":                func(c *config.Config) { c.Log.Level = "loud" },
		"log.format":               func(c *config.Config) { c.Log.Format = "xml" },
		"store.engine":             func(c *config.Config) { c.Store.Engine = "sqlite" },
		"store.dsn":                func(c *config.Config) { c.Store.Engine = config.EnginePostgres },
		"store.cache_mb":           func(c *config.Config) { c.Store.CacheMB = 0 },
		"login.sender":             func(c *config.Config) { c.Login.Sender = "pigeon" },
		"login.code_ttl":           func(c *config.Config) { c.Login.CodeTTL = time.Second },
		"login.fresh_reset_wait":   func(c *config.Config) { c.Login.FreshResetWait = -1 },
		"login.smtp.addr":          func(c *config.Config) { c.Login.Sender = config.SenderSMTP },
		"login.smtp.to":            func(c *config.Config) { c.Login.Sender = config.SenderSMTP; c.Login.SMTP.To = "%d@x" },
		"login.webhook.url":        func(c *config.Config) { c.Login.Sender = config.SenderWebhook; c.Login.Webhook.URL = "file:///x" },
		"tls":                      func(c *config.Config) { c.TLS.CertFile = "x" },
		"proxy_protocol.trusted":   func(c *config.Config) { c.ProxyProtocol.Trusted = []string{"10.0.0.0/99"} },
		"limits.connections":       func(c *config.Config) { c.Limits.Connections = 0 },
		"limits.message_length":    func(c *config.Config) { c.Limits.MessageLength = 4095 },
		"limits.forwards":          func(c *config.Config) { c.Limits.Forwards = 99 },
		"limits.edit_time":         func(c *config.Config) { c.Limits.EditTime = time.Second },
		"limits.poll_period":       func(c *config.Config) { c.Limits.PollPeriod = 366 * 24 * time.Hour },
		"limits.poll_answers":      func(c *config.Config) { c.Limits.PollAnswers = 101 },
		"previews.ports":           func(c *config.Config) { c.Previews.Ports = []string{"8080", "http"} },
		"updates.keep":             func(c *config.Config) { c.Updates.Keep = 0 },
		"limits.folders":           func(c *config.Config) { c.Limits.Folders = 0 },
		"limits.folder_chats":      func(c *config.Config) { c.Limits.FolderChats = 0 },
		"limits.pinned_dialogs":    func(c *config.Config) { c.Limits.PinnedDialogs = 0 },
		"limits.exchanges_per_min": func(c *config.Config) { c.Limits.ExchangesPerMinute = 0 },
	} {
		c := config.Default()
		spoil(&c)
		if err := c.Validate(); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestTrustedProxies(t *testing.T) {
	t.Parallel()
	c := config.Default()
	c.ProxyProtocol.Trusted = []string{"127.0.0.1", "10.0.0.0/8", "fd00::/8"}
	if err := c.Validate(); err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(c.TrustedProxies()); got != "[127.0.0.1/32 10.0.0.0/8 fd00::/8]" {
		t.Error(got)
	}
}

// The example file is the reference: it must name every setting at its default.
func TestExampleFileIsComplete(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../heliograph.example.toml")
	if err != nil {
		t.Fatal(err)
	}
	assignment := regexp.MustCompile(`(?m)^# ([a-z_]+ = )`)
	c, err := load(t, assignment.ReplaceAllString(string(text), "$1"))
	if err != nil {
		t.Fatal(err)
	}
	d := config.Default()
	d.TLS.ACMEDomains, d.ProxyProtocol.Trusted = []string{}, []string{}
	d.Previews.Ports, d.Previews.Allow = []string{}, []string{}
	if got, want := fmt.Sprintf("%#v", c), fmt.Sprintf("%#v", d); got != want {
		t.Errorf("the example file says\n%s\nthe defaults are\n%s", got, want)
	}
	if got, want := len(assignment.FindAllString(string(text), -1)), config.Count(); got != want {
		t.Errorf("the example file has %d settings, the struct %d", got, want)
	}
}

func TestLinks(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		c    config.Config
		port int
		want string
	}{
		{config.Config{Listen: "0.0.0.0:0"}, 4000, "http://127.0.0.1:4000/"},
		{config.Config{Listen: ":80"}, 80, "http://127.0.0.1/"},
		{config.Config{Listen: ":8080", Advertise: "chat.example:443"}, 8080, "http://chat.example:443/"},
		{config.Config{Advertise: "[2001:db8::1]:443", TLS: config.TLS{CertFile: "x"}}, 443, "https://[2001:db8::1]/"},
		{config.Config{Advertise: "chat.example:8443", TLS: config.TLS{CertFile: "x"}}, 1, "https://chat.example:8443/"},
		{config.Config{Advertise: "192.0.2.1:443", TLS: config.TLS{ACMEDomains: []string{"chat.example", "b.example"}}}, 1, "https://chat.example/"},
	} {
		if got := c.c.Links(c.port); got != c.want {
			t.Errorf("%+v: %s, not %s", c.c, got, c.want)
		}
	}
}
