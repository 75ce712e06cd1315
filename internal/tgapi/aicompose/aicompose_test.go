package aicompose_test

import (
	"testing"

	"github.com/gotd/td/tg"

	"heliograph/internal/tgapi/aicompose"
	"heliograph/internal/tgapi/tgapitest"
)

func TestTones(t *testing.T) {
	t.Parallel()
	w := tgapitest.Open(t)
	aicompose.New().Register(w.D)
	a := w.Person(1, "Ann")
	var box tg.AicomposeTonesBox
	w.OK(a, &tg.AicomposeGetTonesRequest{Hash: 7}, &box)
	if l, ok := box.Tones.(*tg.AicomposeTones); !ok || l.Hash != 0 || len(l.Tones)+len(l.Users) != 0 {
		t.Errorf("%+v", box)
	}
	if code := w.Call(0, &tg.AicomposeGetTonesRequest{}, &box); code != "AUTH_KEY_PERM_EMPTY" {
		t.Error(code)
	}
}
