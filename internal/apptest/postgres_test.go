package apptest_test

import (
	"os"
	"testing"

	"heliograph/internal/apptest"
	"heliograph/internal/config"
	"heliograph/internal/logx"
	"heliograph/internal/store/postgres/pgtest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

// TestOnPostgres runs the main scenarios over the other engine.
func TestOnPostgres(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"messages_private", "messages_offline", "account_username", "account_sessions", "auth_qr", "messages_period", "messages_schedule"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dsn := pgtest.Schema(t)
			s := apptest.New(t, apptest.WithConfig(func(c *config.Config) {
				c.Store = config.Store{Engine: config.EnginePostgres, DSN: logx.Secret(dsn)}
			}))
			apptest.RunScript(t, s, "testdata/script/"+name+".txt", false)
		})
	}
}
