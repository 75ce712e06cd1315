// Package config is the one Config struct: what an operator can set.
//
// The defaults run without any file. A file (TOML) overrides them, the
// environment overrides the file, flags override both. Every setting is also an
// environment variable: login.test_numbers is HELIOGRAPH_LOGIN_TEST_NUMBERS.
// heliograph.example.toml documents each setting and is tested against the
// struct.
//
// Owns the settings, their defaults and what is wrong with them. Must not know
// any subject, engine or edge, and must not open what it names.
package config
