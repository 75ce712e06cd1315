// Package logx sets up the log and keeps secrets out of it.
//
// Owns the handler choice and Secret. Must not import anything but the
// standard library.
package logx

import (
	"fmt"
	"io"
	"log/slog"
)

// New is a logger that writes text or JSON lines at and above level.
func New(w io.Writer, level slog.Level, json bool) *slog.Logger {
	o := &slog.HandlerOptions{Level: level}
	if json {
		return slog.New(slog.NewJSONHandler(w, o))
	}
	return slog.New(slog.NewTextHandler(w, o))
}

// Discard is a logger for tests that do not look at the log.
func Discard() *slog.Logger { return slog.New(slog.DiscardHandler) }

// Secret is a text that no log, error or %v ever shows: a code, a key, a token.
type Secret string

// String hides the secret.
func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return "***"
}

// GoString hides the secret from %#v.
func (s Secret) GoString() string { return s.String() }

// LogValue hides the secret from slog.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// Format hides the secret from every verb.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) }

// MarshalText hides the secret from JSON handlers.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Reveal is the secret itself; every call is a place to look at.
func (s Secret) Reveal() string { return string(s) }
