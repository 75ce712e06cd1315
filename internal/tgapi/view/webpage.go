package view

import (
	"hash/crc32"
	"strings"

	"github.com/gotd/td/tg"

	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/preview"
	"heliograph/internal/update"
)

// webPage is the page that a message shows; nil when it shows none.
func webPage(p *message.Preview) tg.MessageMediaClass {
	if p == nil || p.ID == 0 {
		return nil
	}
	return &tg.MessageMediaWebPage{
		ForceLargeMedia: p.Large, ForceSmallMedia: p.Small, Manual: p.Manual,
		Webpage: WebPage(p.URL, preview.Result{ID: p.ID, Page: p.Page, Overdue: p.Overdue}),
	}
}

// WebPage is what is known of the page at an address. There are no pictures and no
// films yet, so it is an article whatever else it may be: TDLib reports a photo
// without a photo as an error, and takes a video for a file.
func WebPage(address string, r preview.Result) tg.WebPageClass {
	switch {
	case r.Pending():
		p := &tg.WebPagePending{ID: r.ID, Date: int(r.Overdue)}
		p.SetURL(address)
		return p
	case r.Page == nil:
		p := &tg.WebPageEmpty{ID: r.ID}
		p.SetURL(address)
		return p
	}
	p := r.Page
	out := &tg.WebPage{ID: r.ID, URL: address, DisplayURL: displayed(address, p), Hash: PageHash(p)}
	out.SetType("article")
	if p.Kind == preview.User {
		out.SetType(preview.User)
	}
	set := func(s string, set func(string)) {
		if s != "" {
			set(s)
		}
	}
	set(p.Site, out.SetSiteName)
	set(p.Title, out.SetTitle)
	set(p.Description, out.SetDescription)
	set(p.Author, out.SetAuthor)
	if p.Duration > 0 {
		out.SetDuration(p.Duration)
	}
	return out
}

// displayed is an address as people read it: as the page calls itself, without
// what every address has.
func displayed(address string, p *preview.Page) string {
	if p.Canonical != "" {
		address = p.Canonical
	}
	if _, rest, ok := strings.Cut(address, "://"); ok {
		address = rest
	}
	return strings.TrimSuffix(strings.TrimPrefix(address, "www."), "/")
}

// PageHash is by what clients tell whether they have a page as it is; never 0.
func PageHash(p *preview.Page) int {
	h := crc32.NewIEEE()
	for _, s := range []string{p.Kind, p.Site, p.Title, p.Description, p.Author, p.Canonical} {
		_, _ = h.Write(append([]byte(s), 0))
	}
	return int(h.Sum32()>>1) | 1
}

// pageEvent tells of the page for which a message waited. Where the message shows
// another one by now, or is gone, it says that: the pts has to be there. A number
// may stand for the page of other messages as well, so it is called empty only
// where that was the outcome.
func (r *rendering) pageEvent(e *update.Event) []tg.UpdateClass {
	if !e.Flag {
		return pageUpdate(e, &tg.WebPageEmpty{ID: int64(e.Max)})
	}
	m := r.messages[message.Ref{Chat: e.Peer, ID: e.ID}]
	if m == nil || m.Preview == nil || m.Preview.ID != int64(e.Max) || m.Preview.Page == nil {
		as := *e
		as.Kind = update.EditMessage
		if e.Peer.Kind == peer.Channel {
			return r.postEvent(&as)
		}
		return r.messageEvent(&as)
	}
	return pageUpdate(e, WebPage(m.Preview.URL, preview.Result{ID: m.Preview.ID, Page: m.Preview.Page}))
}

func pageUpdate(e *update.Event, p tg.WebPageClass) []tg.UpdateClass {
	if e.Peer.Kind == peer.Channel {
		return one(&tg.UpdateChannelWebPage{ChannelID: e.Peer.ID, Webpage: p, Pts: e.At.Pts, PtsCount: e.Count})
	}
	return one(&tg.UpdateWebPage{Webpage: p, Pts: e.At.Pts, PtsCount: e.Count})
}
