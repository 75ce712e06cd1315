package rpc_test

import (
	"bufio"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/gotd/td/bin"
)

// unknownMethod is a request that no schema has.
type unknownMethod struct{}

func (unknownMethod) Encode(b *bin.Buffer) error { b.PutID(0x01020304); return nil }

// known reads testdata/errors.txt.
func known(t *testing.T) map[string]bool {
	t.Helper()
	f, err := os.Open("testdata/errors.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out := map[string]bool{}
	for s := bufio.NewScanner(f); s.Scan(); {
		out[s.Text()] = true
	}
	return out
}

// ours are codes that the list does not have, or has with another status only.
var ours = []string{
	"400 ADDRESS_INVALID",                 // documented at channels.editLocation
	"400 BIRTHDAY_INVALID",                // documented at account.updateBirthday
	"400 EFFECT_ID_INVALID",               // documented at messages.sendMessage
	"400 ENCODING_INVALID",                // a text that is no UTF-8
	"400 EXPIRES_AT_INVALID",              // documented at auth.bindTempAuthKey
	"400 GENERAL_MODIFY_ICON_FORBIDDEN",   // documented at channels.editForumTopic
	"400 INVITE_SLUG_EXPIRED",             // documented at chatlists.checkChatlistInvite
	"400 LANGUAGE_INVALID",                // documented at langpack.getLangPack
	"400 LIMIT_PER_POST_INVALID",          // documented at messages.setChatAvailableReactions
	"400 MESSAGE_NOT_READ_YET",            // documented at messages.getOutboxReadDate
	"400 MESSAGE_TOO_OLD",                 // the same
	"400 NOGENERAL_HIDE_FORBIDDEN",        // documented at channels.editForumTopic
	"400 PINNED_TOO_MUCH",                 // documented at channels.updatePinnedForumTopic, of topics
	"400 PINNED_TOPIC_NOT_MODIFIED",       // documented at channels.updatePinnedForumTopic
	"400 QUOTE_TEXT_INVALID",              // documented at messages.sendMessage
	"400 RANDOM_ID_DUPLICATE",             // the same, with 500
	"400 REPLY_MESSAGE_ID_INVALID",        // the same
	"400 STORY_ID_INVALID",                // the same
	"400 TODO_ITEMS_EMPTY",                // documented at messages.appendTodoList
	"400 TODO_ITEM_DUPLICATE",             // the same
	"400 TODO_NOT_MODIFIED",               // documented at messages.toggleTodoCompleted
	"400 TOPIC_CLOSE_SEPARATELY",          // documented at channels.editForumTopic
	"400 TOPIC_HIDE_SEPARATELY",           // the same
	"400 TOPIC_TITLE_EMPTY",               // documented at channels.createForumTopic
	"400 TOPICS_EMPTY",                    // documented at channels.getForumTopicsByID
	"400 WEBPAGE_NOT_FOUND",               // documented at inputMediaWebPage
	"400 WEBPAGE_URL_INVALID",             // an inputMediaWebPage whose address is none
	"403 ANONYMOUS_REACTIONS_DISABLED",    // documented at messages.sendReaction
	"403 CHAT_SEND_ROUNDVIDEOS_FORBIDDEN", // documented at messages.sendMedia
	"406 TRANSLATIONS_DISABLED",           // documented at messages.translateText
	"403 YOUR_PRIVACY_RESTRICTED",         // documented at messages.getOutboxReadDate
	"406 PHONE_NUMBER_INVALID",            // documented at auth.sendCode: clients show nothing by themselves
	"406 STICKERSET_INVALID",              // documented at messages.getStickerSet
	"420 PEER_FLOOD",                      // the list has 400; clients look at the code
	"500 INTERNAL",
	"500 TIMEOUT",
}

var (
	faultCall = regexp.MustCompile(`fault\.NewN?\((?:fault\.)?(\w+), "([^"]+)"`)
	kinds     = map[string]string{"Invalid": "400", "Unauthorized": "401", "Forbidden": "403", "NotFound": "404", "NotAcceptable": "406", "Flood": "420", "500": "500"}
)

// Each fault that the code declares is one that clients know.
func TestKnownCodes(t *testing.T) {
	t.Parallel()
	list, found := known(t), 0
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		src, err := os.ReadFile(path)
		for _, m := range faultCall.FindAllStringSubmatch(string(src), -1) {
			found++
			if code := kinds[m[1]] + " " + m[2]; !list[code] && !slices.Contains(ours, code) {
				t.Errorf("%s: clients do not know %s", path, code)
			}
		}
		return err
	})
	if err != nil || found < 50 {
		t.Errorf("%d faults, %v", found, err)
	}
}

// people are methods that are documented as for people alone, and newer than the
// list.
const people = `
account.getReactionsNotifySettings account.getSavedMusicIds account.getWebBrowserSettings
account.setReactionsNotifySettings
aicompose.getTones
chatlists.checkChatlistInvite chatlists.deleteExportedInvite chatlists.editExportedInvite chatlists.getChatlistUpdates
chatlists.getExportedInvites chatlists.getLeaveChatlistSuggestions chatlists.hideChatlistUpdates chatlists.joinChatlistInvite
messages.toggleDialogFilterTags
help.getPeerColors help.getPeerProfileColors
messages.appendTodoList messages.getAvailableEffects messages.getDefaultTagReactions messages.getEmojiGroups messages.getEmojiStickerGroups
messages.getQuickReplies messages.getSavedReactionTags messages.getSponsoredMessages
messages.deleteSavedHistory messages.getPinnedSavedDialogs messages.getSavedDialogs messages.getSavedDialogsByID
messages.getSavedHistory messages.reorderPinnedSavedDialogs messages.toggleSavedDialogPin
messages.updateSavedReactionTag
account.updateBirthday contacts.editCloseFriends contacts.setBlocked messages.getOutboxReadDate
users.getRequirementsToContact
messages.getUnreadPollVotes messages.readPollVotes messages.toggleTodoCompleted
channels.deactivateAllUsernames channels.reorderUsernames channels.toggleParticipantsHidden
channels.toggleUsername messages.editChatCreator
channels.toggleForum channels.toggleViewForumAsMessages messages.getForumTopics messages.getForumTopicsByID messages.reorderPinnedForumTopics messages.updatePinnedForumTopic
stories.getAllStories stories.getPeerStories stories.getPinnedStories stories.getStoriesArchive
`

// both are methods that the list has for people alone, and bots call today: what
// the Bot API's setMessageReaction is made of.
var both = []string{"messages.sendReaction"}

// Each method admits those whom the reference admits.
func TestKnownPolicies(t *testing.T) {
	t.Parallel()
	list, found := known(t), 0
	for _, method := range strings.Fields(people) {
		if list["user "+method] {
			t.Errorf("%s is in the list", method)
		}
		list["user "+method] = true
	}
	rows, err := os.ReadFile("../../docs/methods.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range strings.Split(string(rows), "\n")[1:] {
		cells := strings.Split(row, "\t")
		if len(cells) < 2 || cells[1] == "" {
			continue
		}
		found++
		method, policy := cells[0], cells[1]
		switch {
		case slices.Contains(both, method) && policy == "any":
		case list["user "+method] && (policy == "any" || policy == "bot"):
			t.Errorf("%s is for people alone, and admits %s", method, policy)
		case list["bot "+method] && policy != "bot":
			t.Errorf("%s is for bots alone, and admits %s", method, policy)
		case !list["user "+method] && policy == "user":
			t.Errorf("%s is for bots too, and admits people alone", method)
		}
	}
	if found < 30 {
		t.Errorf("%d methods", found)
	}
}
