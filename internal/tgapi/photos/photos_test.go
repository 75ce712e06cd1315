package photos_test

import (
	"testing"

	"github.com/gotd/td/tg"

	"heliograph/internal/tgapi/photos"
	"heliograph/internal/tgapi/tgapitest"
)

func TestUserPhotos(t *testing.T) {
	t.Parallel()
	w := tgapitest.Open(t)
	photos.New(w.In).Register(w.D)
	a, b := w.Person(1, "Ann"), w.Person(2, "Bob")
	var box tg.PhotosPhotosBox
	for _, u := range []tg.InputUserClass{&tg.InputUserSelf{}, w.As(a, b)} {
		w.OK(a, &tg.PhotosGetUserPhotosRequest{UserID: u, Limit: 10}, &box)
		if p, ok := box.Photos.(*tg.PhotosPhotos); !ok || len(p.Photos)+len(p.Users) != 0 {
			t.Errorf("%+v", box)
		}
	}
	if code := w.Call(a, &tg.PhotosGetUserPhotosRequest{UserID: w.As(b, 3)}, &box); code != "USER_ID_INVALID" {
		t.Error(code)
	}
}
