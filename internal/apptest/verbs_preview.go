package apptest

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gotd/td/tg"

	"heliograph/internal/config"
	"heliograph/internal/id"
)

// The server's commands about web pages; {site} in a script is the address of one
// that the server may ask, {other} of one that it may not:
//
//	server site                              has the server show previews
//	server site off                          has it not
//	server page PATH TITLE DESCRIPTION       makes a page
//	server held PATH TITLE DESCRIPTION       makes one that is answered once released
//	server release PATH
//	server asked PATH N                      waits until it was asked for so often
func (s *script) web(words []string) error {
	if s.site == nil {
		s.site = newSite(s.t)
	}
	arg := func(i int) string { return words[min(i, len(words)-1)] }
	switch {
	case len(words) == 0:
	case words[0] == "site":
		for _, p := range s.srv.parts {
			p.opt.Config.Previews = config.Previews{}
			if len(words) == 1 {
				s.site.allow(&p.opt.Config.Previews)
			}
		}
		s.srv.Restart()
		s.reconnect()
		return nil
	case (words[0] == "page" || words[0] == "held") && len(words) == 4:
		s.site.put(arg(1), arg(2), arg(3), words[0] == "held")
		return nil
	case words[0] == "release" && len(words) == 2:
		return s.site.release(arg(1))
	case words[0] == "asked" && len(words) == 3:
		n, err := strconv.Atoi(arg(2))
		return errors.Join(err, s.site.wait(arg(1), n))
	}
	return fmt.Errorf("no such command: %q", words)
}

// placed is words with the addresses of the site.
func (s *script) placed(words []string) []string {
	if s.site == nil {
		return words
	}
	out := slices.Clone(words)
	for i, w := range out {
		out[i] = strings.NewReplacer("{site}", s.site.Addr, "{other}", s.site.Other).Replace(w)
	}
	return out
}

// unplaced is output without them.
func (s *script) unplaced(lines []string) []string {
	if s.site == nil {
		return lines
	}
	for i, l := range lines {
		lines[i] = strings.NewReplacer(s.site.Addr, "{site}", s.site.Other, "{other}").Replace(l)
	}
	return lines
}

// showPage is the page that media show, "" when that is none.
func showPage(media tg.MessageMediaClass) string {
	m, ok := media.(*tg.MessageMediaWebPage)
	if !ok {
		return ""
	}
	line := showWebPage(m.Webpage)
	for _, f := range []struct {
		set  bool
		name string
	}{{m.ForceLargeMedia, "large"}, {m.ForceSmallMedia, "small"}, {m.Manual, "manual"}} {
		if f.set {
			line += ", " + f.name
		}
	}
	return "<" + line + ">"
}

func showWebPage(p tg.WebPageClass) string {
	switch p := p.(type) {
	case *tg.WebPagePending:
		return "pending"
	case *tg.WebPage:
		line := p.Title
		if p.Description != "" {
			line += " | " + p.Description
		}
		if p.Type != "article" {
			line += " | " + p.Type
		}
		return line
	case *tg.WebPageNotModified:
		return "not modified"
	}
	return "nothing"
}

// preview TEXT: prints what a message with it would show
func previewText(_ *script, d *Device, args []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	res, err := d.API.MessagesGetWebPagePreview(ctx, &tg.MessagesGetWebPagePreviewRequest{Message: args[0]})
	if err != nil {
		return nil, err
	}
	if s := showPage(res.Media); s != "" {
		return []string{s}, nil
	}
	return []string{fmt.Sprintf("%T", res.Media)}, nil
}

// webpage URL: prints what is there, and what is new since
func webPage(_ *script, d *Device, args []string) ([]string, error) {
	var lines []string
	hash := 0
	for range 2 {
		ctx, cancel := d.Context()
		res, err := d.API.MessagesGetWebPage(ctx, &tg.MessagesGetWebPageRequest{URL: args[0], Hash: hash})
		cancel()
		if err != nil {
			return nil, err
		}
		lines = append(lines, showWebPage(res.Webpage))
		if p, ok := res.Webpage.(*tg.WebPage); ok {
			hash = p.Hash
		}
	}
	return lines, nil
}

// pageOf is a page of a sender's choice: URL, then large, small, optional.
func pageOf(args []string) *tg.InputMediaWebPage {
	return &tg.InputMediaWebPage{
		URL: args[0], ForceLargeMedia: slices.Contains(args, "large"), ForceSmallMedia: slices.Contains(args, "small"),
		Optional: slices.Contains(args, "optional"),
	}
}

// sendpage CHAT TEXT URL [large] [small] [optional]
func sendPage(s *script, d *Device, args []string) ([]string, error) {
	return s.sendMedia(d, args[0], pageOf(args[2:]), args[1])
}

// schedulepage CHAT TEXT URL WHEN
func schedulePage(s *script, d *Device, args []string) ([]string, error) {
	to, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	at, err := d.date(args[3])
	if err != nil {
		return nil, err
	}
	r := &tg.MessagesSendMediaRequest{Peer: to, Media: pageOf(args[2:3]), Message: args[1], RandomID: id.Int64()}
	r.SetScheduleDate(at)
	ctx, cancel := d.Context()
	defer cancel()
	u, err := d.API.MessagesSendMedia(ctx, r)
	if err == nil {
		d.Record(u)
	}
	return nil, err
}

// sendplain CHAT TEXT: without a page
func sendPlain(s *script, d *Device, args []string) ([]string, error) {
	to, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	return nil, d.sendTo(&tg.MessagesSendMessageRequest{Peer: to, Message: args[1], NoWebpage: true})
}

// editplain CHAT OLD NEW: without a page; editpage CHAT OLD NEW URL [large] …: with
// one, NEW "" leaves the text
func editPage(s *script, d *Device, args []string, page *tg.InputMediaWebPage) ([]string, error) {
	to, m, err := s.named(d, args[0], args[1])
	if err != nil {
		return nil, err
	}
	r := &tg.MessagesEditMessageRequest{Peer: to, ID: m.ID, NoWebpage: page == nil}
	if args[2] != "" {
		r.SetMessage(args[2])
	}
	if page != nil {
		r.SetMedia(page)
	}
	ctx, cancel := d.Context()
	defer cancel()
	u, err := d.API.MessagesEditMessage(ctx, r)
	if err == nil {
		d.Record(u)
	}
	return nil, err
}

// pageChange matches updates that a page has come, as shown, or that there is none.
func pageChange(want string) func(tg.UpdateClass) bool {
	return func(u tg.UpdateClass) bool {
		p, ok := u.(*tg.UpdateWebPage)
		return ok && showWebPage(p.Webpage) == want
	}
}
