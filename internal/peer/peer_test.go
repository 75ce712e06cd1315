package peer_test

import (
	"bytes"
	"testing"

	"heliograph/internal/peer"
	"heliograph/internal/store"
)

func TestHashIsPerViewerAndPeer(t *testing.T) {
	t.Parallel()
	h, err := peer.NewHasher(bytes.Repeat([]byte{7}, 32))
	if err != nil {
		t.Fatal(err)
	}
	p := peer.Of(peer.User, 42)
	good := h.Hash(1, p)
	if !h.Check(1, p, good) {
		t.Error("the viewer's own hash was refused")
	}
	if h.Check(2, p, good) || h.Check(1, peer.Of(peer.User, 43), good) || h.Check(1, peer.Of(peer.Channel, 42), good) {
		t.Error("a hash opens what it was not made for")
	}
	if _, err := peer.NewHasher([]byte("short")); err == nil {
		t.Error("a short secret was accepted")
	}
}

func TestKeyRoundTrip(t *testing.T) {
	t.Parallel()
	p := peer.Of(peer.Channel, 1<<40)
	if got := peer.FromKey(p.Key(store.K('d')), 1); got != p {
		t.Errorf("%v, want %v", got, p)
	}
	if peer.Of(peer.User, 1).Owner() == peer.Of(peer.Chat, 1).Owner() {
		t.Error("a user and a chat share a box")
	}
	var q peer.Peer
	if err := store.Decode(store.Encode(p), &q); err != nil || q != p {
		t.Errorf("%v, %v", q, err)
	}
}
