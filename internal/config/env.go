package config

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
)

// EnvPrefix begins the name of every environment variable that is a setting.
const EnvPrefix = "HELIOGRAPH_"

// setting is one leaf of the struct: its path in the file and where it lies.
type setting struct {
	path  string // "login.test_numbers"
	value reflect.Value
}

func (s setting) env() string {
	return EnvPrefix + strings.ToUpper(strings.ReplaceAll(s.path, ".", "_"))
}

// settings lists every leaf of c, in the order of the struct.
func (c *Config) settings() []setting { return leaves("", reflect.ValueOf(c).Elem()) }

func leaves(prefix string, v reflect.Value) []setting {
	var all []setting
	for i := range v.NumField() {
		path := prefix + v.Type().Field(i).Tag.Get("toml")
		if f := v.Field(i); f.Kind() == reflect.Struct {
			all = append(all, leaves(path+".", f)...)
		} else {
			all = append(all, setting{path, f})
		}
	}
	return all
}

// applyEnv overrides c by the variables of environ that are settings.
func (c *Config) applyEnv(environ []string) error {
	values := variables(environ)
	var errs []error
	for _, s := range c.settings() {
		text, ok := values[s.env()]
		if !ok {
			continue
		}
		if err := set(s.value, text); err != nil {
			errs = append(errs, fmt.Errorf("environment variable %s: %w", s.env(), err))
		}
	}
	return errors.Join(errs...)
}

// UnknownEnv lists the variables of environ that look like settings but are
// none: most often a slip of the pen, but container runtimes make such names
// too, so they are worth a warning and no more.
func UnknownEnv(environ []string) []string {
	var c Config
	known := map[string]bool{EnvPrefix + "CONFIG": true}
	for _, s := range c.settings() {
		known[s.env()] = true
	}
	var unknown []string
	for name := range variables(environ) {
		if !known[name] {
			unknown = append(unknown, name)
		}
	}
	slices.Sort(unknown)
	return unknown
}

func variables(environ []string) map[string]string {
	values := map[string]string{}
	for _, e := range environ {
		if name, value, ok := strings.Cut(e, "="); ok && strings.HasPrefix(name, EnvPrefix) {
			values[name] = value
		}
	}
	return values
}

// set writes text into a leaf. Errors never repeat the text: it may be a secret.
func set(v reflect.Value, text string) error {
	switch {
	case v.Type() == reflect.TypeFor[time.Duration]():
		d, err := time.ParseDuration(text)
		if err != nil {
			return errors.New(`want a duration such as "90s" or "24h"`)
		}
		v.SetInt(int64(d))
	case v.Kind() == reflect.String:
		v.SetString(text)
	case v.Kind() == reflect.Bool:
		b, err := strconv.ParseBool(text)
		if err != nil {
			return errors.New("want true or false")
		}
		v.SetBool(b)
	case v.Kind() == reflect.Int:
		n, err := strconv.Atoi(text)
		if err != nil {
			return errors.New("want a whole number")
		}
		v.SetInt(int64(n))
	default: // a list of texts
		v.Set(reflect.ValueOf(fields(text)))
	}
	return nil
}

// fields splits a list at commas; an empty text is an empty list.
func fields(text string) []string {
	var list []string
	for f := range strings.SplitSeq(text, ",") {
		if f = strings.TrimSpace(f); f != "" {
			list = append(list, f)
		}
	}
	return list
}

// suggest is a hint at the known setting that an unknown one most likely means.
func suggest(key toml.Key) string {
	var c Config
	for _, s := range c.settings() {
		if s.path[strings.LastIndex(s.path, ".")+1:] == key[len(key)-1] {
			return fmt.Sprintf(" (did you mean %q?)", s.path)
		}
	}
	return ""
}
