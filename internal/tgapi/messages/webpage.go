package messages

import (
	"context"
	"time"

	"github.com/gotd/td/tg"

	"heliograph/internal/fault"
	"heliograph/internal/preview"
	"heliograph/internal/rpc"
	"heliograph/internal/text"
	"heliograph/internal/tgapi/view"
)

var errConvert = fault.New(fault.Invalid, "WC_CONVERT_URL_INVALID")

// pageWait is how long an answer about a page may take: a fetch, and its turn.
const pageWait = 12 * time.Second

// registerPages lists the methods of web pages.
func (h *Handlers) registerPages(d *tg.ServerDispatcher) {
	d.OnMessagesGetWebPage(rpc.User(h.getWebPage))
	d.OnMessagesGetWebPagePreview(rpc.User(h.getWebPagePreview))
}

// getWebPagePreview is what a message with a text would show. Clients ask while
// somebody writes, so the answer waits: a pending page would have to be asked for
// again, as no message is there for an update to reach.
func (h *Handlers) getWebPagePreview(ctx context.Context, c *rpc.Call, r *tg.MessagesGetWebPagePreviewRequest) (*tg.MessagesWebPagePreview, error) {
	out := &tg.MessagesWebPagePreview{Media: &tg.MessageMediaEmpty{}, Chats: []tg.ChatClass{}, Users: []tg.UserClass{}}
	t, err := h.Message.Words(h.In.Text(c, r.Message, r.Entities))
	if err != nil {
		return nil, err
	}
	for address := range t.Links() {
		if !preview.Wanted(address) {
			continue
		}
		page, err := h.page(ctx, c, address)
		if err == nil && page.ID != 0 {
			out.Media = &tg.MessageMediaWebPage{Webpage: view.WebPage(address, page)}
		}
		return out, err
	}
	return out, nil
}

func (h *Handlers) page(ctx context.Context, c *rpc.Call, address string) (preview.Result, error) {
	ctx, cancel := context.WithTimeout(ctx, pageWait)
	defer cancel()
	return h.Preview.Wait(ctx, c.User, address)
}

func (h *Handlers) getWebPage(ctx context.Context, c *rpc.Call, r *tg.MessagesGetWebPageRequest) (*tg.MessagesWebPage, error) {
	address, ok := text.Address(r.URL)
	if !ok || !preview.Wanted(address) {
		return nil, errConvert
	}
	page, err := h.page(ctx, c, address)
	out := &tg.MessagesWebPage{Webpage: view.WebPage(address, page), Chats: []tg.ChatClass{}, Users: []tg.UserClass{}}
	if page.Page != nil && r.Hash != 0 && r.Hash == view.PageHash(page.Page) {
		out.Webpage = &tg.WebPageNotModified{}
	}
	return out, err
}
