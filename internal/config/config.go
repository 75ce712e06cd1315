package config

import (
	"time"

	"heliograph/internal/logx"
)

// Config is every setting. The zero Config is of no use: start from Default.
type Config struct {
	Listen        string        `toml:"listen"`       // the one port for all clients
	AdminListen   string        `toml:"admin_listen"` // metrics, health, profiles; "" for none
	Data          string        `toml:"data"`         // directory of everything that must survive
	Advertise     string        `toml:"advertise"`    // HOST:PORT told to clients; see Advertised
	Name          string        `toml:"name"`
	Languages     string        `toml:"languages"` // directory of files of languages; "" for none
	Log           Log           `toml:"log"`
	Store         Store         `toml:"store"`
	Login         Login         `toml:"login"`
	TLS           TLS           `toml:"tls"`
	ProxyProtocol ProxyProtocol `toml:"proxy_protocol"`
	Limits        Limits        `toml:"limits"`
	Updates       Updates       `toml:"updates"`
	Previews      Previews      `toml:"previews"`
}

// Log says what is logged and how.
type Log struct {
	Level  string `toml:"level"`  // debug, info, warn or error
	Format string `toml:"format"` // text or json
}

// The engines of Store.Engine.
const (
	EnginePebble   = "pebble"
	EnginePostgres = "postgres"
)

// Store chooses the engine of the record store.
type Store struct {
	Engine  string      `toml:"engine"`
	DSN     logx.Secret `toml:"dsn"`      // postgres only; holds a password
	CacheMB int         `toml:"cache_mb"` // pebble only
}

// The senders of Login.Sender.
const (
	SenderLog     = "log"
	SenderSMTP    = "smtp"
	SenderWebhook = "webhook"
)

// Login says how people prove who they are.
type Login struct {
	TestNumbers    bool          `toml:"test_numbers"` // 99966XYYYY logs in with XXXXX
	Sender         string        `toml:"sender"`
	AllowFixedLine bool          `toml:"allow_fixed_line"`
	CodeTTL        time.Duration `toml:"code_ttl"`
	// FreshResetWait is how long a new session must have existed before it may
	// end the other sessions.
	FreshResetWait time.Duration `toml:"fresh_reset_wait"`
	SMTP           SMTP          `toml:"smtp"`
	Webhook        Webhook       `toml:"webhook"`
}

// SMTP is the mail server of the sender smtp. A code for the number 123 goes to
// the address that To makes of it.
type SMTP struct {
	Addr     string      `toml:"addr"` // HOST:PORT
	User     string      `toml:"user"`
	Password logx.Secret `toml:"password"`
	From     string      `toml:"from"`
	To       string      `toml:"to"` // "%s@sms.example.org": an e-mail to SMS gateway
}

// Webhook is the URL that the sender webhook posts each code to.
type Webhook struct {
	URL          string      `toml:"url"`
	Secret       logx.Secret `toml:"secret"`        // signs the body
	AllowPrivate bool        `toml:"allow_private"` // the URL may be on this machine or network
}

// TLS makes the port speak TLS as well, beside everything else.
type TLS struct {
	CertFile    string   `toml:"cert_file"`
	KeyFile     string   `toml:"key_file"`
	ACMEDomains []string `toml:"acme_domains"`
}

// Enabled says whether the port answers a TLS ClientHello.
func (t TLS) Enabled() bool { return t.CertFile != "" || len(t.ACMEDomains) > 0 }

// ProxyProtocol names the proxies whose PROXY v2 header is believed.
type ProxyProtocol struct {
	Trusted []string `toml:"trusted"` // addresses or CIDR ranges
}

// Limits bounds what one server, address or person may use.
type Limits struct {
	Connections           int `toml:"connections"`
	ConnectionsPerAddress int `toml:"connections_per_address"`
	ExchangesPerMinute    int `toml:"exchanges_per_minute"` // key exchanges of one address
	CallsPerSecond        int `toml:"calls_per_second"`     // requests of one person, for long; ten times as many at once
	SendsPerSecond        int `toml:"sends_per_second"`     // messages of one person, likewise

	// What clients show. Each is told them and enforced.
	MessageLength    int           `toml:"message_length"`
	CaptionLength    int           `toml:"caption_length"`
	QuoteLength      int           `toml:"quote_length"`
	EditTime         time.Duration `toml:"edit_time"`
	Forwards         int           `toml:"forwards"` // messages of one request
	PinnedDialogs    int           `toml:"pinned_dialogs"`
	PinnedArchived   int           `toml:"pinned_archived"`
	PinnedSaved      int           `toml:"pinned_saved"` // parts of Saved Messages
	Folders          int           `toml:"folders"`
	FolderChats      int           `toml:"folder_chats"`
	PersonReactions  int           `toml:"person_reactions"`  // of one person to one message
	MessageReactions int           `toml:"message_reactions"` // different ones to one message
	PollAnswers      int           `toml:"poll_answers"`
	PollPeriod       time.Duration `toml:"poll_period"` // until a poll closes by itself
	TodoItems        int           `toml:"todo_items"`
	TodoTitle        int           `toml:"todo_title"`
	TodoItem         int           `toml:"todo_item"`

	// What no client is told.
	PinnedMessages int `toml:"pinned_messages"` // of one chat
	MessageTags    int `toml:"message_tags"`    // of one saved message
	Scheduled      int `toml:"scheduled"`       // messages of one chat
	Contacts       int `toml:"contacts"`
}

// Updates says how long a device can be away and still catch up in detail.
type Updates struct {
	Keep int `toml:"keep"` // log rows kept in each box
}

// Previews says whether, and from where, previews of links are fetched.
type Previews struct {
	Enabled bool     `toml:"enabled"`
	Ports   []string `toml:"ports"` // besides 80 and 443
	Allow   []string `toml:"allow"` // hosts that may be on this machine or network
}

// Default is the configuration of a server without a file.
func Default() Config {
	return Config{
		Listen:      ":8080",
		AdminListen: "127.0.0.1:8081",
		Data:        "./data",
		Name:        "Heliograph",
		Log:         Log{Level: "info", Format: "text"},
		Store:       Store{Engine: EnginePebble, CacheMB: 256},
		Login: Login{
			Sender:         SenderLog,
			CodeTTL:        5 * time.Minute,
			FreshResetWait: 24 * time.Hour,
		},
		Limits: Limits{
			Connections:           50_000,
			ConnectionsPerAddress: 1_000,
			ExchangesPerMinute:    120,
			CallsPerSecond:        50,
			SendsPerSecond:        30,
			MessageLength:         4096,
			CaptionLength:         1024,
			QuoteLength:           1024,
			EditTime:              48 * time.Hour,
			Forwards:              100,
			PinnedDialogs:         5,
			PinnedArchived:        100,
			PinnedSaved:           100,
			Folders:               10,
			FolderChats:           100,
			PersonReactions:       1,
			MessageReactions:      11,
			PollAnswers:           12,
			PollPeriod:            730 * time.Hour,
			TodoItems:             30,
			TodoTitle:             32,
			TodoItem:              64,
			PinnedMessages:        1000,
			MessageTags:           20,
			Scheduled:             100,
			Contacts:              10_000,
		},
		Updates:  Updates{Keep: 100_000},
		Previews: Previews{Enabled: true},
	}
}
