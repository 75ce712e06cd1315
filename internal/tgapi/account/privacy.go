package account

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/archive"
	"heliograph/internal/fault"
	"heliograph/internal/rpc"
	"heliograph/internal/tgapi/input"
)

var errPremium = fault.New(fault.Forbidden, "PREMIUM_ACCOUNT_REQUIRED")

func (h *Handlers) getGlobalPrivacySettings(ctx context.Context, c *rpc.Call) (*tg.GlobalPrivacySettings, error) {
	s, err := h.Archive.Settings(ctx, c.User)
	if err != nil {
		return nil, err
	}
	own, err := h.Privacy.Settings(ctx, c.User)
	if err != nil {
		return nil, err
	}
	return &tg.GlobalPrivacySettings{
		HideReadMarks:                    own[0].HideReads,
		ArchiveAndMuteNewNoncontactPeers: s.Strangers, KeepArchivedUnmuted: s.KeepUnmuted, KeepArchivedFolders: s.KeepFolders,
	}, nil
}

// setGlobalPrivacySettings refuses to keep strangers out, which nobody can here;
// the answer says what was set.
func (h *Handlers) setGlobalPrivacySettings(ctx context.Context, c *rpc.Call, r tg.GlobalPrivacySettings) (*tg.GlobalPrivacySettings, error) {
	if paid, ok := r.GetNoncontactPeersPaidStars(); r.NewNoncontactPeersRequirePremium || ok && paid > 0 {
		return nil, errPremium
	}
	err := h.Archive.Choose(ctx, c.Actor(), archive.Settings{
		Strangers: r.ArchiveAndMuteNewNoncontactPeers, KeepUnmuted: r.KeepArchivedUnmuted, KeepFolders: r.KeepArchivedFolders,
	})
	if err == nil {
		err = h.Privacy.HideReads(ctx, c.Actor(), r.HideReadMarks)
	}
	if err != nil {
		return nil, err
	}
	return h.getGlobalPrivacySettings(ctx, c)
}

func (h *Handlers) getPrivacy(ctx context.Context, c *rpc.Call, k tg.InputPrivacyKeyClass) (*tg.AccountPrivacyRules, error) {
	rs, err := h.Privacy.Rules(ctx, c.Actor(), input.PrivacyKey(k))
	if err != nil {
		return nil, err
	}
	return h.View.Privacy(ctx, c, rs)
}

func (h *Handlers) setPrivacy(ctx context.Context, c *rpc.Call, r *tg.AccountSetPrivacyRequest) (*tg.AccountPrivacyRules, error) {
	rs, err := h.In.PrivacyRules(c, r.Rules)
	if err != nil {
		return nil, err
	}
	if rs, err = h.Privacy.Set(ctx, c.Actor(), input.PrivacyKey(r.Key), rs); err != nil {
		return nil, err
	}
	return h.View.Privacy(ctx, c, rs)
}

func (h *Handlers) getAccountTTL(ctx context.Context, c *rpc.Call) (*tg.AccountDaysTTL, error) {
	days, err := h.Privacy.Days(ctx, c.Actor())
	return &tg.AccountDaysTTL{Days: days}, err
}

func (h *Handlers) setAccountTTL(ctx context.Context, c *rpc.Call, ttl tg.AccountDaysTTL) (bool, error) {
	err := h.Privacy.SetDays(ctx, c.Actor(), ttl.Days)
	return err == nil, err
}
