package help

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/rpc"
)

// noColors is the colours that one could choose; clients have some built in for
// names.
func noColors() (tg.HelpPeerColorsClass, error) {
	return &tg.HelpPeerColors{Colors: []tg.HelpPeerColorOption{}}, nil
}

func (h *Handlers) getPeerColors(context.Context, *rpc.Call, int) (tg.HelpPeerColorsClass, error) {
	return noColors()
}

func (h *Handlers) getPeerProfileColors(context.Context, *rpc.Call, int) (tg.HelpPeerColorsClass, error) {
	return noColors()
}

// getPremiumPromo offers nothing: everybody has everything.
func (h *Handlers) getPremiumPromo(context.Context, *rpc.Call) (*tg.HelpPremiumPromo, error) {
	return &tg.HelpPremiumPromo{
		StatusEntities: []tg.MessageEntityClass{}, VideoSections: []string{}, Videos: []tg.DocumentClass{},
		PeriodOptions: []tg.PremiumSubscriptionOption{}, Users: []tg.UserClass{},
	}, nil
}
