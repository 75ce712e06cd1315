package input

import (
	"github.com/gotd/td/tg"

	"heliograph/internal/right"
)

// Admin is rights of an admin.
func Admin(r tg.ChatAdminRights) right.Admin {
	var out right.Admin
	for _, x := range []struct {
		set bool
		bit right.Admin
	}{
		{r.ChangeInfo, right.ChangeInfo},
		{r.PostMessages, right.PostMessages},
		{r.EditMessages, right.EditMessages},
		{r.DeleteMessages, right.DeleteMessages},
		{r.BanUsers, right.BanUsers},
		{r.InviteUsers, right.InviteUsers},
		{r.PinMessages, right.PinMessages},
		{r.AddAdmins, right.AddAdmins},
		{r.Anonymous, right.Anonymous},
		{r.ManageCall, right.ManageCall},
		{r.Other, right.Other},
		{r.ManageTopics, right.ManageTopics},
		{r.PostStories, right.PostStories},
		{r.EditStories, right.EditStories},
		{r.DeleteStories, right.DeleteStories},
		{r.ManageDirectMessages, right.ManageDirect},
		{r.ManageRanks, right.ManageRanks},
		{r.ManageLinkedPeers, right.ManageLinked},
		{r.ManageWelcomeMessages, right.ManageWelcome},
	} {
		if x.set {
			out |= x.bit
		}
	}
	return out
}

// Banned is what somebody may not do, and until when.
func Banned(r tg.ChatBannedRights) (right.Ban, int64) {
	var out right.Ban
	for _, x := range []struct {
		set bool
		bit right.Ban
	}{
		{r.ViewMessages, right.View},
		{r.SendMessages, right.Send},
		{r.SendMedia, right.SendMedia},
		{r.SendStickers, right.SendStickers},
		{r.SendGifs, right.SendGifs},
		{r.SendGames, right.SendGames},
		{r.SendInline, right.SendInline},
		{r.EmbedLinks, right.EmbedLinks},
		{r.SendPolls, right.SendPolls},
		{r.ChangeInfo, right.BanInfo},
		{r.InviteUsers, right.BanInvite},
		{r.PinMessages, right.BanPin},
		{r.ManageTopics, right.BanTopics},
		{r.SendPhotos, right.SendPhotos},
		{r.SendVideos, right.SendVideos},
		{r.SendRoundvideos, right.SendRounds},
		{r.SendAudios, right.SendAudios},
		{r.SendVoices, right.SendVoices},
		{r.SendDocs, right.SendFiles},
		{r.SendPlain, right.SendText},
		{r.EditRank, right.EditRank},
		{r.SendReactions, right.React},
		{r.ManageLinkedPeers, right.BanLinked},
	} {
		if x.set {
			out |= x.bit
		}
	}
	return out, int64(r.UntilDate)
}
