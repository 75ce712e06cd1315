package main

import (
	"cmp"

	"heliograph/internal/config"
	"heliograph/internal/logx"
	"heliograph/internal/node"
)

type serveCmd struct {
	settings
	Listen      string `help:"Address of the one port for all clients; :8080 by default." placeholder:"ADDR"`
	AdminListen string `help:"Address of metrics, health and profiles; 127.0.0.1:8081 by default." placeholder:"ADDR"`
	Advertise   string `help:"Where clients reach this server, if not at the address of --listen." placeholder:"HOST:PORT"`
	TestNumbers *bool  `help:"Numbers 99966XYYYY log in with the code XXXXX; off by default." negatable:""`
}

// Help is shown by `heliograph serve --help`.
func (serveCmd) Help() string {
	return "Flags win over the environment, the environment over the file. Every setting is an environment variable as " +
		"well: login.test_numbers is HELIOGRAPH_LOGIN_TEST_NUMBERS. heliograph.example.toml describes all of them."
}

// Run serves until a signal comes.
func (s *serveCmd) Run(p *process) error {
	c, err := s.load(p)
	if err != nil {
		return err
	}
	s.override(&c)
	if err := check(&c); err != nil {
		return err
	}
	log := logx.New(p.err, c.LogLevel(), c.Log.Format == "json")
	for _, name := range config.UnknownEnv(p.environ) {
		log.Warn("environment variable is no setting", "name", name)
	}
	addProcessor()
	return node.Run(p.ctx, node.Options{Config: c, Logger: log, Out: p.out, Version: version()})
}

// override puts the flags on top.
func (s *serveCmd) override(c *config.Config) {
	c.Listen = cmp.Or(s.Listen, c.Listen)
	c.AdminListen = cmp.Or(s.AdminListen, c.AdminListen)
	c.Advertise = cmp.Or(s.Advertise, c.Advertise)
	if s.TestNumbers != nil {
		c.Login.TestNumbers = *s.TestNumbers
	}
}
