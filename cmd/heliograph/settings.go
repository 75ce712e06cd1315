package main

import (
	"fmt"

	"heliograph/internal/config"
)

// settings are the flags of every command that needs the configuration.
type settings struct {
	Config string `help:"Configuration file (TOML)." placeholder:"FILE" env:"HELIOGRAPH_CONFIG" type:"path"`
	Data   string `help:"Directory of everything that must survive; ./data by default." placeholder:"DIR"`
}

// load reads file, environment and flags, without validating.
func (s settings) load(p *process) (config.Config, error) {
	c, err := config.Load(s.Config, p.environ)
	if s.Data != "" {
		c.Data = s.Data
	}
	return c, err
}

// valid is load, and an error when anything is wrong.
func (s settings) valid(p *process) (config.Config, error) {
	c, err := s.load(p)
	if err != nil {
		return c, err
	}
	return c, check(&c)
}

func check(c *config.Config) error {
	if err := c.Validate(); err != nil {
		return fmt.Errorf("the configuration is not valid: %w", err)
	}
	return nil
}
