package view

import (
	"testing"

	"github.com/gotd/td/tg"

	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/preview"
	"heliograph/internal/update"
)

// Whatever became of a message that waited for its page, the event has its pts, in
// the box or in the channel, and takes no page away from another message.
func TestPageEvent(t *testing.T) {
	t.Parallel()
	page := &message.Preview{ID: 7, URL: "https://www.a.example/x/", Page: &preview.Page{Title: "T", Kind: "video"}}
	other := &message.Preview{ID: 8, URL: "https://a.example/y", Page: &preview.Page{Title: "Y"}}
	for name, c := range map[string]struct {
		chat  peer.Peer
		found bool
		m     *message.Message
		want  string
	}{
		"came":               {peer.Of(peer.User, 5), true, &message.Message{Preview: page}, "updateWebPage webPage"},
		"did not":            {peer.Of(peer.User, 5), false, &message.Message{}, "updateWebPage webPageEmpty"},
		"edited since":       {peer.Of(peer.User, 5), true, &message.Message{Preview: other}, "updateEditMessage"},
		"taken away since":   {peer.Of(peer.User, 5), true, &message.Message{}, "updateEditMessage"},
		"deleted since":      {peer.Of(peer.User, 5), true, nil, "updateDeleteMessages"},
		"in a channel":       {peer.Of(peer.Channel, 5), true, &message.Message{Preview: page}, "updateChannelWebPage webPage"},
		"not in a channel":   {peer.Of(peer.Channel, 5), false, nil, "updateChannelWebPage webPageEmpty"},
		"deleted in one":     {peer.Of(peer.Channel, 5), true, nil, "updateDeleteChannelMessages"},
		"edited in one":      {peer.Of(peer.Channel, 5), true, &message.Message{Preview: other}, "updateEditChannelMessage"},
		"deleted and failed": {peer.Of(peer.User, 5), false, nil, "updateWebPage webPageEmpty"},
	} {
		r := &rendering{messages: map[message.Ref]*message.Message{}}
		if c.m != nil {
			c.m.ID, c.m.Peer, c.m.From = 3, c.chat, 5
			r.messages[message.Ref{Chat: c.chat, ID: 3}] = c.m
		}
		e := update.Event{Kind: update.WebPage, Peer: c.chat, ID: 3, Max: 7, Flag: c.found, Count: 1, At: update.Position{Pts: 9}}
		us := r.pageEvent(&e)
		if len(us) != 1 {
			t.Errorf("%s: %d updates", name, len(us))
			continue
		}
		got, pts := us[0].TypeName(), 0
		var p tg.WebPageClass
		switch u := us[0].(type) {
		case *tg.UpdateWebPage:
			p, pts = u.Webpage, u.Pts
		case *tg.UpdateChannelWebPage:
			p, pts = u.Webpage, u.Pts
		case *tg.UpdateEditMessage:
			pts = u.Pts
		case *tg.UpdateEditChannelMessage:
			pts = u.Pts
		case *tg.UpdateDeleteMessages:
			pts = u.Pts
		case *tg.UpdateDeleteChannelMessages:
			pts = u.Pts
		}
		if p != nil {
			got += " " + p.TypeName()
		}
		if got != c.want || pts != 9 {
			t.Errorf("%s: %s at %d, want %s", name, got, pts, c.want)
		}
		if p, ok := p.(*tg.WebPage); ok && (p.ID != 7 || p.Type != "article" || p.DisplayURL != "a.example/x" || p.Hash == 0 || p.Photo != nil) {
			t.Errorf("%s: %+v", name, p)
		}
	}
}
