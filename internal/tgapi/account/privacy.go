package account

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/archive"
	"heliograph/internal/fault"
	"heliograph/internal/rpc"
)

var errPremium = fault.New(fault.Forbidden, "PREMIUM_ACCOUNT_REQUIRED")

func (h *Handlers) getGlobalPrivacySettings(ctx context.Context, c *rpc.Call) (*tg.GlobalPrivacySettings, error) {
	s, err := h.Archive.Settings(ctx, c.User)
	return &tg.GlobalPrivacySettings{
		ArchiveAndMuteNewNoncontactPeers: s.Strangers, KeepArchivedUnmuted: s.KeepUnmuted, KeepArchivedFolders: s.KeepFolders,
	}, err
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
	if err != nil {
		return nil, err
	}
	return h.getGlobalPrivacySettings(ctx, c)
}
