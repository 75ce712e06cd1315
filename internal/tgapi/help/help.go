// Package help is the edge of the help.* methods: what a client asks before
// and besides everything else.
//
// Owns the configuration that clients are told. Must not hold state.
package help

import (
	"context"
	"math"
	"net/netip"
	"time"

	"github.com/gotd/td/tg"

	"heliograph/internal/clock"
	"heliograph/internal/dialog"
	"heliograph/internal/folder"
	"heliograph/internal/lang"
	"heliograph/internal/message"
	"heliograph/internal/poll"
	"heliograph/internal/rpc"
	"heliograph/internal/session"
	"heliograph/internal/user"
)

// Deps is what the Handlers need.
type Deps struct {
	Clock    clock.Clock
	Address  netip.AddrPort // what clients are told to dial
	Name     string         // of the installation
	URL      string         // where it is found on the web, with a slash at the end
	Reaction Reactions
	Lang     *lang.Service
	Clients  Clients

	// What the subjects enforce.
	Message message.Limits
	Dialog  dialog.Limits
	Folder  folder.Limits
	Poll    poll.Limits
}

// Reactions knows what people react with.
type Reactions interface {
	// Default is what a person's double tap sends.
	Default(ctx context.Context, id user.ID) (string, error)
}

// Clients knows what the client on a permanent key told of itself.
type Clients interface {
	Client(ctx context.Context, perm int64) (session.Client, error)
}

// Handlers answer the methods of the namespace.
type Handlers struct {
	Deps
	countries countries
	app       appConfig
}

// New makes the Handlers.
func New(d Deps) *Handlers {
	if d.Clock == nil || d.Reaction == nil || d.Lang == nil || d.Clients == nil || !d.Address.IsValid() {
		panic("help: missing dependency")
	}
	return &Handlers{Deps: d, app: newAppConfig(d)}
}

// Register lists every help.* method that is served.
func (h *Handlers) Register(d *tg.ServerDispatcher) {
	d.OnHelpGetAppConfig(rpc.Public(h.getAppConfig))
	d.OnHelpGetAppUpdate(rpc.Public(h.getAppUpdate))
	d.OnHelpGetConfig(rpc.Public0(h.getConfig))
	d.OnHelpGetCountriesList(rpc.Public(h.getCountriesList))
	d.OnHelpGetInviteText(rpc.User0(h.getInviteText))
	d.OnHelpGetNearestDC(rpc.Public0(h.getNearestDC))
	d.OnHelpGetPeerColors(rpc.User(h.getPeerColors))
	d.OnHelpGetPeerProfileColors(rpc.User(h.getPeerProfileColors))
	d.OnHelpGetPremiumPromo(rpc.User0(h.getPremiumPromo))
	d.OnHelpGetPromoData(rpc.User0(h.getPromoData))
	d.OnHelpGetTermsOfServiceUpdate(rpc.User0(h.getTermsOfServiceUpdate))
}

// logicalDCs are the numbers under which the one data centre answers: clients
// have one of them built in.
const logicalDCs = 5

// forEver is the number that clients take for "without limit", in seconds.
const forEver = math.MaxInt32

func (h *Handlers) getConfig(ctx context.Context, c *rpc.Call) (*tg.Config, error) {
	now := h.Clock.Now()
	out := &tg.Config{
		Date: int(now.Unix()), Expires: int(now.Add(time.Hour).Unix()), ThisDC: c.DC(),
		DCOptions: h.options(c.DC()), DCTxtDomainName: "",
		ChatSizeMax: 200, MegagroupSizeMax: 200000, ForwardedCountMax: h.Message.Forward,
		OnlineUpdatePeriodMs: 210000, OfflineBlurTimeoutMs: 5000, OfflineIdleTimeoutMs: 30000, OnlineCloudTimeoutMs: 300000,
		NotifyCloudDelayMs: 30000, NotifyDefaultDelayMs: 1500, PushChatPeriodMs: 60000, PushChatLimit: 2,
		EditTimeLimit: int(h.Message.Edit / time.Second), RevokeTimeLimit: forEver, RevokePmTimeLimit: forEver, RevokePmInbox: true,
		RatingEDecay: dialog.RatingDecay, StickersRecentLimit: 200, ChannelsReadMediaPeriod: 604800,
		CallReceiveTimeoutMs: 20000, CallRingTimeoutMs: 90000, CallConnectTimeoutMs: 30000, CallPacketTimeoutMs: 10000,
		MeURLPrefix: h.URL, CaptionLengthMax: h.Message.Caption, MessageLengthMax: h.Message.Length, WebfileDCID: c.DC(),
	}
	if err := h.sayLanguages(ctx, c, out); err != nil || c.User == 0 {
		return out, err
	}
	e, err := h.Reaction.Default(ctx, c.User)
	out.SetReactionsDefault(&tg.ReactionEmoji{Emoticon: e})
	return out, err
}

func (h *Handlers) options(dialled int) []tg.DCOption {
	var out []tg.DCOption
	for id := 1; id <= max(logicalDCs, dialled); id++ {
		if id <= logicalDCs || id == dialled {
			out = append(out, tg.DCOption{ID: id, IPAddress: h.Address.Addr().String(), Port: int(h.Address.Port()), Ipv6: h.Address.Addr().Is6(), Static: true})
		}
	}
	return out
}

func (h *Handlers) getAppUpdate(context.Context, *rpc.Call, string) (tg.HelpAppUpdateClass, error) {
	return &tg.HelpNoAppUpdate{}, nil
}

func (h *Handlers) getInviteText(ctx context.Context, c *rpc.Call) (*tg.HelpInviteText, error) {
	client, err := h.Clients.Client(ctx, c.Perm)
	if err != nil {
		return nil, err
	}
	return &tg.HelpInviteText{Message: h.Lang.Words().Say(client.LangCode, "invite", "server", h.Name, "url", h.URL)}, nil
}

// getPromoData never promotes anything.
func (h *Handlers) getPromoData(context.Context, *rpc.Call) (tg.HelpPromoDataClass, error) {
	return &tg.HelpPromoDataEmpty{Expires: int(h.Clock.Now().Add(24 * time.Hour).Unix())}, nil
}

func (h *Handlers) getTermsOfServiceUpdate(context.Context, *rpc.Call) (tg.HelpTermsOfServiceUpdateClass, error) {
	return &tg.HelpTermsOfServiceUpdateEmpty{Expires: int(h.Clock.Now().Add(24 * time.Hour).Unix())}, nil
}
