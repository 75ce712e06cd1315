package config

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/BurntSushi/toml"
)

// Load is the defaults, overridden by file, if it is not "", and then by the
// variables of environ ("NAME=value"). It does not validate: flags may come on
// top. Errors name the file and line, or the variable.
func Load(file string, environ []string) (Config, error) {
	c := Default()
	if file != "" {
		text, err := os.ReadFile(file)
		if err != nil {
			return c, fmt.Errorf("read the configuration: %w", err)
		}
		if err := c.parse(file, string(text)); err != nil {
			return c, err
		}
	}
	return c, c.applyEnv(environ)
}

// parse overrides c by TOML text; name is for errors.
func (c *Config) parse(name, text string) error {
	meta, err := toml.Decode(text, c)
	var pe toml.ParseError
	switch {
	case errors.As(err, &pe):
		return fmt.Errorf("%s:%d: %s", name, pe.Position.Line, describe(pe))
	case err != nil:
		// A value of the wrong type: the parser's text names the line.
		return fmt.Errorf("%s: %s", name, strings.TrimPrefix(err.Error(), "toml: "))
	}
	var errs []error
	for _, key := range topmost(meta.Undecoded()) {
		errs = append(errs, fmt.Errorf("%s:%d: unknown setting %q%s", name, lineOf(text, key), key, suggest(key)))
	}
	return errors.Join(errs...)
}

func describe(pe toml.ParseError) string {
	message := pe.Message
	if message == "" {
		message = pe.Error()
	}
	if pe.LastKey != "" {
		return fmt.Sprintf("%s: %s", pe.LastKey, message)
	}
	return message
}

// topmost drops keys that lie within an unknown table that is listed as well.
func topmost(keys []toml.Key) []toml.Key {
	var top []toml.Key
	for _, k := range keys {
		within := false
		for _, t := range top {
			within = within || len(k) > len(t) && k[:len(t)].String() == t.String()
		}
		if !within {
			top = append(top, k)
		}
	}
	return top
}

// lineOf is the line on which the text sets key or opens its table. The parser
// keeps no positions of keys, so this looks for them; 1 when it finds none.
func lineOf(text string, key toml.Key) int {
	var table string
	for i, line := range strings.Split(text, "\n") {
		line, _, _ = strings.Cut(line, "#")
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			table = strings.TrimSpace(strings.Trim(line, "[]"))
			if table == key.String() || strings.HasPrefix(table, key.String()+".") {
				return i + 1
			}
			continue
		}
		left, _, found := strings.Cut(line, "=")
		left = strings.Trim(strings.TrimSpace(left), `"'`)
		if table != "" {
			left = table + "." + left
		}
		if found && left == key.String() {
			return i + 1
		}
	}
	return 1
}
