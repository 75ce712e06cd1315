package layer

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"

	"heliograph/internal/layer/schema"
)

// TestEachGroupMatters: a sample of each group is translated with it and is not
// without it.
func TestEachGroupMatters(t *testing.T) {
	t.Parallel()
	samples := []struct {
		group     string
		direction func(*translation, *testing.T, *Translator) ([]byte, error)
		to        int // the layer of what is wanted
		c         translation
	}{
		{"replies", (*translation).sent, Native, translation{layer: 158, in: `messages.sendMessage{peer:inputPeerSelf reply_to_msg_id:7}`, want: `messages.sendMessage{peer:inputPeerSelf reply_to:inputReplyToMessage{reply_to_msg_id:7}}`}},
		{"coercions", (*translation).received, 158, translation{layer: 158, in: `pollResults{recent_voters:[peerUser{user_id:5}]}`, want: `pollResults{recent_voters:[5]}`}},
		{"renames", (*translation).sent, Native, translation{layer: 192, in: `channels.getForumTopics{channel:inputChannel{channel_id:5}}`, want: `messages.getForumTopics{peer:inputPeerChannel{channel_id:5}}`}},
		{"results", (*translation).answered, 198, translation{layer: 198, in: `channels.joinChannel: messages.chatInviteJoinResultOk{updates:updatesTooLong}`, want: `updatesTooLong`}},
		{"computed", (*translation).received, 144, translation{layer: 144, in: `updateUserName{user_id:5 usernames:[username{username:"x"}]}`, want: `updateUserName{user_id:5 username:"x"}`}},
		{"fallbacks", (*translation).received, 201, translation{layer: 201, in: `messageMediaToDo{todo:todoList{title:textWithEntities}}`, want: `messageMediaUnsupported`}},
		{"fixedValues", (*translation).received, 152, translation{
			layer: 152, in: `config{reactions_default:reactionEmpty}`,
			want: `config{reactions_default:reactionEmpty phonecalls_enabled:true saved_gifs_limit:200 stickers_faved_limit:5 pinned_dialogs_count_max:5 pinned_infolder_count_max:100}`,
		}},
		{"gone", (*translation).sent, Native, translation{layer: 158, in: `messages.getAllChats`, want: `messages.getDialogs{offset_peer:inputPeerEmpty limit:100}`}},
	}
	if len(samples) != len(allRules()) {
		t.Fatalf("%d samples of %d groups", len(samples), len(allRules()))
	}
	for i, s := range samples {
		t.Run(s.group, func(t *testing.T) {
			t.Parallel()
			want := encode(t, s.to, "", s.c.want)
			if got, err := s.direction(&s.c, t, New()); err != nil || !bytes.Equal(got, want) {
				t.Errorf("with its group it is %x, %v", got, err)
			}
			without := &Translator{parts: slices.Delete(allRules(), i, i+1)}
			if got, err := s.direction(&s.c, t, without); err == nil && bytes.Equal(got, want) {
				t.Error("it is the same without its group")
			}
		})
	}
}

// TestNoRuleTwice: two rules for one thing would leave it to chance which holds.
func TestNoRuleTwice(t *testing.T) {
	t.Parallel()
	defer func() {
		if recover() == nil {
			t.Error("two rules for one field are accepted")
		}
	}()
	one := rules{up: side{alias: map[string]string{"message.id": "number"}}}
	merge([]rules{one, one})
}

// TestRulesNameWhatThereIs: a rule with a misspelt name would say nothing.
func TestRulesNameWhatThereIs(t *testing.T) {
	t.Parallel()
	set := schema.Load()
	combs, combFields, types := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, c := range set.Combs {
		combs[c.Name] = true
		for i := range c.Fields {
			combFields[c.Name+"."+c.Fields[i].Name] = true
		}
	}
	for _, typ := range set.Types {
		types[typ.Name] = true
	}
	known := func(what string, there func(string) bool, names ...string) {
		t.Helper()
		for _, name := range names {
			if !there(name) {
				t.Errorf("%s: no %s", what, name)
			}
		}
	}
	isComb := func(name string) bool { return combs[name] }
	isField := func(name string) bool { return combFields[name] }
	isType := func(name string) bool { return set.Type(name) != nil }
	pair := func(name string) bool {
		from, to, _ := strings.Cut(name, ">")
		for strings.Count(from, "<") > strings.Count(from, ">") { // Vector<X>>Y
			more, rest, _ := strings.Cut(to, ">")
			from, to = from+">"+more, rest
		}
		return isType(from) && isType(to)
	}
	all := merge(allRules())
	for name, s := range map[string]*side{"up": &all.up, "down": &all.down} {
		known(name+" names", isComb, slices.Collect(maps.Keys(s.names))...)
		known(name+" names", isComb, slices.Concat(slices.Collect(maps.Values(s.names))...)...)
		known(name+" alias", isField, slices.Collect(maps.Keys(s.alias))...)
		known(name+" coerce", pair, slices.Collect(maps.Keys(s.coerce))...)
		known(name+" compute", isField, slices.Collect(maps.Keys(s.compute))...)
		known(name+" fixed", isField, slices.Collect(maps.Keys(s.fixed))...)
		known(name+" need", isField, slices.Collect(maps.Keys(s.need))...)
		known(name+" fallback", func(n string) bool { return combs[n] || types[n] }, slices.Collect(maps.Keys(s.fallbacks))...)
		for _, fb := range s.fallbacks {
			known(name+" fallback", func(n string) bool { return n == "" || combs[n] }, fb.ctor)
		}
		known(name+" variants", isComb, slices.Collect(maps.Keys(s.variants))...)
		known(name+" zeros", isType, slices.Collect(maps.Keys(s.zeros))...)
		known(name+" zeros", isComb, slices.Collect(maps.Values(s.zeros))...)
		known(name+" force", isComb, slices.Collect(maps.Keys(s.force))...)
	}
	known("results", func(n string) bool { return combs[n] || pair(n) }, slices.Collect(maps.Keys(all.results))...)
	known("gone", isComb, slices.Collect(maps.Keys(all.gone))...)
}
