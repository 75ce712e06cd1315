package layer

import (
	"errors"
	"fmt"
	"testing"

	"heliograph/internal/layer/random"
	"heliograph/internal/layer/schema"
)

func TestResults(t *testing.T) {
	t.Parallel()
	const news = `updates{updates:[updateConfig] chats:[chatEmpty{id:5}] date:9}`
	var cases []translation
	for _, c := range []struct {
		layers   [2]int
		method   string
		in, want string
	}{
		{[2]int{144, 144}, "account.verifyEmail", `account.emailVerified{email:"a@example.org"}`, `true`},
		{[2]int{154, 155}, "bots.getBotInfo", `bots.botInfo{name:"n" about:"a" description:"d"}`, `["a" "d"]`},
		{[2]int{144, 176}, "channels.inviteToChannel", `messages.invitedUsers{updates:` + news + ` missing_invitees:[missingInvitee{user_id:5}]}`, news},
		{[2]int{144, 176}, "messages.addChatUser", `messages.invitedUsers{updates:` + news + `}`, news},
		{[2]int{144, 176}, "messages.createChat", `messages.invitedUsers{updates:` + news + `}`, news},
		{[2]int{144, 225}, "channels.joinChannel", `messages.chatInviteJoinResultOk{updates:` + news + `}`, news},
		{[2]int{144, 225}, "messages.importChatInvite", `messages.chatInviteJoinResultOk{updates:` + news + `}`, news},
		{[2]int{144, 225}, "messages.importChatInvite", `messages.chatInviteJoinResultWebView{bot_id:5 query_id:6}`, ``},
		{[2]int{227, 227}, "messages.importChatInvite", `messages.chatInviteJoinResultWebView{bot_id:5 query_id:6}`, ``},
		{[2]int{227, 227}, "messages.importChatInvite", `messages.chatInviteJoinResultOk{updates:` + news + `}`, `messages.chatInviteJoinResultOk{updates:` + news + `}`},
		{[2]int{228, 228}, "messages.importChatInvite", `messages.chatInviteJoinResultWebView{bot_id:5 query_id:6}`, `messages.chatInviteJoinResultWebView{bot_id:5 query_id:6}`},
		{[2]int{144, 152}, "help.getAppConfig", `help.appConfig{hash:4 config:jsonString{value:"x"}}`, `jsonString{value:"x"}`},
		{[2]int{144, 152}, "help.getAppConfig", `help.appConfigNotModified`, ``},
		{[2]int{144, 155}, "messages.getDialogFilters", `messages.dialogFilters{tags_enabled:true filters:[dialogFilter{id:3 title:textWithEntities{text:"Work"}} dialogFilterChatlist{id:4 title:textWithEntities{}}]}`, `[dialogFilter{id:3 title:"Work"}]`},
		{[2]int{160, 175}, "messages.getDialogFilters", `messages.dialogFilters{filters:[dialogFilterDefault]}`, `[dialogFilterDefault]`},
		{[2]int{144, 152}, "messages.getMessageReadParticipants", `[readParticipantDate{user_id:5 date:9} readParticipantDate{user_id:6}]`, `[5 6]`},
		{[2]int{144, 164}, "messages.getWebPage", `messages.webPage{webpage:webPageEmpty{id:5} users:[userEmpty{id:5}]}`, `webPageEmpty{id:5}`},
		{[2]int{144, 196}, "messages.getWebPagePreview", `messages.webPagePreview{media:messageMediaGeo{geo:geoPointEmpty}}`, `messageMediaGeo{geo:geoPointEmpty}`},
		{[2]int{144, 159}, "messages.getWebPagePreview", `messages.webPagePreview{media:messageMediaStory{peer:peerUser{user_id:5}}}`, `messageMediaUnsupported`},
		{[2]int{144, 188}, "messages.report", `reportResultReported`, `true`},
		{[2]int{144, 188}, "messages.report", `reportResultChooseOption{title:"Why?"}`, `false`},
		{[2]int{160, 188}, "stories.report", `reportResultReported`, `true`},
		{[2]int{154, 181}, "messages.requestAppWebView", `webViewResultUrl{query_id:5 url:"u"}`, `appWebViewResultUrl{url:"u"}`},
		{[2]int{144, 181}, "messages.requestSimpleWebView", `webViewResultUrl{url:"u"}`, `simpleWebViewResultUrl{url:"u"}`},
		{[2]int{216, 216}, "phone.sendGroupCallMessage", `updates`, `true`},
		{[2]int{218, 218}, "phone.sendGroupCallMessage", `updatesTooLong`, `updatesTooLong`},
		{
			[2]int{144, 167},
			"stats.getMessagePublicForwards", `stats.publicForwards{count:3 forwards:[publicForwardMessage{message:messageEmpty{id:5}} publicForwardStory{peer:peerUser{user_id:5} story:storyItemDeleted}] next_offset:"x" chats:[chatEmpty{id:5}] users:[userEmpty{id:6}]}`,
			`messages.messagesSlice{count:3 messages:[messageEmpty{id:5}] chats:[chatEmpty{id:5}] users:[userEmpty{id:6}]}`,
		},
		{[2]int{162, 202}, "stories.canSendStory", `stories.canSendStoryCount{count_remains:2}`, `true`},
		{[2]int{162, 202}, "stories.canSendStory", `stories.canSendStoryCount{count_remains:0}`, `false`},
		{[2]int{164, 216}, "stories.getPeerMaxIDs", `[recentStory{max_id:7} recentStory{live:true} recentStory{max_id:9}]`, `[7 0 9]`},
		{[2]int{160, 163}, "users.getStoriesMaxIDs", `[recentStory{max_id:7} recentStory]`, `[7 0]`},
		{
			[2]int{160, 163},
			"stories.getUserStories", `stories.peerStories{stories:peerStories{peer:peerUser{user_id:5} max_read_id:3 stories:[storyItemDeleted{id:9}]} chats:[chatEmpty{id:5}] users:[userEmpty{id:5}]}`,
			`stories.userStories{stories:userStories{user_id:5 max_read_id:3 stories:[storyItemDeleted{id:9}]} users:[userEmpty{id:5}]}`,
		},
		{[2]int{172, 199}, "users.getIsPremiumRequiredToContact", `[requirementToContactEmpty requirementToContactPremium requirementToContactPaidMessages{stars_amount:5}]`, `[false true false]`},
	} {
		for _, layer := range c.layers {
			cases = append(cases, translation{layer: layer, in: c.method + ": " + c.in, want: c.want})
		}
	}
	answered(t, New(), cases)
}

// TestAnswersAreTheClients carries random results of every method down to every
// layer: what comes of them is of the type that the client waits for.
func TestAnswersAreTheClients(t *testing.T) {
	t.Parallel()
	set, tr := schema.Load(), New()
	native := set.At(Native)
	for _, l := range set.Layers() {
		if Same(l.Number) {
			continue
		}
		t.Run(fmt.Sprint(l.Number), func(t *testing.T) {
			t.Parallel()
			src := random.New(set, native, uint64(l.Number))
			for _, c := range set.Combs {
				if !c.Method || l.Method(c.Name) != c {
					continue
				}
				m := tr.tables().method(c)
				if m.native == nil || c.Result.Kind == schema.Query { // wrappers were peeled
					continue
				}
				n, made := 4, 0
				if m.adapt != nil {
					n = 12
				}
				for i := range n {
					in := randomResult(src, native, m.native.Result, i)
					out, err := tr.Answer(&Request{method: m}, in, l.Number)
					if errors.Is(err, ErrAbsent) {
						continue
					}
					if err == nil {
						err = set.Check(l, out, c.Result)
					}
					if err != nil {
						t.Errorf("%v: %x became %x: %v", c, in, out, err)
					}
					made++
				}
				if m.adapt != nil && made == 0 {
					t.Errorf("%v never has an answer", c)
				}
			}
		})
	}
}

// randomResult is the nth result of a type.
func randomResult(src *random.Source, l *schema.Layer, typ *schema.Type, n int) []byte {
	switch typ.Kind {
	case schema.Vector:
		var all [][]byte
		for i := range 3 {
			all = append(all, randomResult(src, l, typ.Elem, n+i))
		}
		return vectorOf(all...)
	case schema.Object:
		ctors := l.Ctors(typ.Name)
		return src.Append(nil, ctors[n%len(ctors)], float64(n%4)/3, 4)
	case schema.Bool:
		return trueBytes
	case schema.String:
		return literal("x")
	}
	return make([]byte, typ.Fixed())
}
