package layer

// computedStories is for the layers from 160 to 173, whose stories belong to
// users alone, and whose clients do not say whose story it is when it is theirs.
func computedStories() rules {
	self := always("inputPeerSelf")
	return rules{
		up: side{
			alias: map[string]string{
				"inputMediaStory.peer":             "user_id", // until 163, as the methods
				"inputReplyToStory.peer":           "user_id", // until 173
				"stories.exportStoryLink.peer":     "user_id",
				"stories.getPinnedStories.peer":    "user_id",
				"stories.getStoriesByID.peer":      "user_id",
				"stories.incrementStoryViews.peer": "user_id",
				"stories.readStories.peer":         "user_id",
				"stories.report.peer":              "user_id",
				"stories.sendReaction.peer":        "user_id",
			},
			compute: map[string]compute{
				"stories.canSendStory.peer":      self,
				"stories.deleteStories.peer":     self,
				"stories.editStory.peer":         self,
				"stories.getStoriesArchive.peer": self,
				"stories.getStoriesViews.peer":   self,
				"stories.getStoryViewsList.peer": self,
				"stories.sendStory.peer":         self,
				"stories.togglePinned.peer":      self,
			},
		},
		down: side{
			compute: map[string]compute{
				"inputMediaStory.user_id":         inputUserOf("peer"),
				"inputReplyToStory.user_id":       inputUserOf("peer"), // in drafts
				"messageMediaStory.user_id":       userOf("peer"),
				"messageReplyStoryHeader.user_id": userOf("peer"),
				"updateReadStories.user_id":       userOf("peer"),
				"updateSentStoryReaction.user_id": userOf("peer"),
				"updateStory.user_id":             userOf("peer"),
				"webPageAttributeStory.user_id":   userOf("peer"),
			},
		},
	}
}

// inputUserOf is an InputPeer that is a user, and no other, as an InputUser.
func inputUserOf(field string) compute {
	return func(x *conv, o *object) ([]byte, error) {
		peer, err := x.inner(o, field)
		if err != nil || peer == nil {
			return nil, err
		}
		user, ok := map[string]string{
			"inputPeerSelf":            "inputUserSelf",
			"inputPeerUser":            "inputUser",
			"inputPeerUserFromMessage": "inputUserFromMessage",
		}[peer.comb.Name]
		if !ok {
			return nil, ErrAbsent
		}
		return x.fill(user, nil, peer)
	}
}
