package control_test

import (
	"context"
	"errors"
	"testing"

	"heliograph/internal/control"
)

func TestReports(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	c := control.NewClient(data)
	var got []struct{ Number int64 }
	if err := c.Reports(t.Context(), 0, 1, &got); !errors.Is(err, control.ErrNotRunning) {
		t.Errorf("before the start: %v", err)
	}
	stop := start(t, data, control.Server{Reports: func(_ context.Context, before int64, limit int) (any, error) {
		if limit == 0 {
			return nil, errors.New("no limit")
		}
		return []map[string]int64{{"number": before - 1}, {"number": before - 2}}[:limit], nil
	}})
	if err := c.Reports(t.Context(), 9, 2, &got); err != nil || len(got) != 2 || got[0].Number != 8 || got[1].Number != 7 {
		t.Errorf("%+v, %v", got, err)
	}
	if err := c.Reports(t.Context(), 9, 0, &got); err == nil || err.Error() != "no limit" {
		t.Error(err)
	}
	if err := stop(); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
