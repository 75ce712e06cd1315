package help

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/rpc"
)

// sayLanguages tells a client of a known pack which language its system speaks,
// and which versions of the language in use and of that one's base there are: it
// then asks for what it does not have.
func (h *Handlers) sayLanguages(ctx context.Context, c *rpc.Call, out *tg.Config) error {
	if c.Perm == 0 {
		return nil
	}
	client, err := h.Clients.Client(ctx, c.Perm)
	if err != nil || client.LangPack == "" {
		return err
	}
	suggested, err := h.Lang.Suggest(client.LangPack, client.SystemLangCode)
	if err != nil {
		return nil // a pack that nobody here knows
	}
	out.SetSuggestedLangCode(suggested.Code)
	version, base := 0, 0
	if l, err := h.Lang.Language(client.LangPack, client.LangCode); err == nil {
		version = l.Version
		if b, err := h.Lang.Language(client.LangPack, l.Base); err == nil {
			base = b.Version
		}
	}
	out.SetLangPackVersion(version)
	out.SetBaseLangPackVersion(base)
	return nil
}
