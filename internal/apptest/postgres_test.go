package apptest_test

import (
	"flag"
	"os"
	"runtime"
	"strconv"
	"testing"

	"heliograph/internal/apptest"
	"heliograph/internal/config"
	"heliograph/internal/logx"
	"heliograph/internal/store/postgres/pgtest"
)

// TestMain runs more tests at a time than there are cores, unless told how many:
// they wait more than they work.
func TestMain(m *testing.M) {
	flag.Parse()
	given := false
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == "test.parallel" })
	if !given {
		if err := flag.Set("test.parallel", strconv.Itoa(3*runtime.GOMAXPROCS(0))); err != nil {
			panic(err)
		}
	}
	os.Exit(pgtest.Main(m))
}

// onPostgres puts the data into an empty schema of a PostgreSQL server.
func onPostgres(t *testing.T) apptest.Option {
	t.Helper()
	dsn := pgtest.Schema(t)
	return apptest.WithConfig(func(c *config.Config) {
		c.Store = config.Store{Engine: config.EnginePostgres, DSN: logx.Secret(dsn)}
	})
}
