package desktop

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// told is what a book tells of when it notes packets of these messages.
func told(t *testing.T, b *book, sent bool, messages ...string) {
	t.Helper()
	for _, m := range messages {
		v, err := parse(m)
		if err != nil {
			t.Fatal(err)
		}
		b.note(packet{sent: sent, body: v}, nil)
	}
}

func message(id int, body string) string {
	return fmt.Sprintf("{ core_message\n msg_id: %d [LONG],\n body: %s,\n}", id, body)
}

func text(id int, more string) string {
	return fmt.Sprintf(`{ message id: %d [INT], peer_id: { peerUser user_id: 7 [LONG], }, message: "m%d" [STRING], %s }`, id, id, more)
}

func added(id int) string { return "{ updateNewMessage message: " + text(id, "") + ", }" }

func vector(items ...string) string {
	return fmt.Sprintf("[ vector<0x0> (%d) %s ]", len(items), strings.Join(items, ", "))
}

func TestBookTellsOfUpdates(t *testing.T) {
	t.Parallel()
	var got []string
	b := newBook(func(e Event) {
		ids := e.IDs
		if e.Kind != Deleted {
			ids = []int64{e.Message.ID}
		}
		got = append(got, fmt.Sprint(e.Kind, ids))
	})
	updates := func(us ...string) string { return "{ updates updates: " + vector(us...) + ", }" }
	told(t, b, false,
		message(1, updates(added(1), added(2))),
		message(1, updates(added(1), added(2))), // the same again
		message(5, "{ updateShort update: "+added(3)+", }"),
		message(9, "{ msg_container messages: "+vector(
			message(13, updates("{ updateEditMessage message: "+text(1, "edit_date: 3 [INT],")+", }")),
			message(17, updates("{ updateDeleteMessages messages: "+vector("2 [INT]")+", }")),
		)+", }"),
		message(21, `{ updateShortMessage id: 4 [INT], user_id: 7 [LONG], message: "short" [STRING], }`),
	)
	told(t, b, true, message(100, "{ updates_getDifference }"), message(104, "{ messages_deleteMessages id: "+vector("3 [INT]")+", }"))
	told(t, b, false,
		message(25, "{ rpc_result req_msg_id: 100 [LONG], result: { updates_difference new_messages: "+vector(text(6, ""))+
			", other_updates: "+vector("{ updateDeleteMessages messages: "+vector("4 [INT]")+", }")+", }, }"),
		message(29, "{ rpc_result req_msg_id: 104 [LONG], result: { messages_affectedMessages }, }"),
	)
	want := []string{"message[1]", "message[2]", "message[3]", "edit[1]", "delete[2]", "message[4]", "message[6]", "delete[4]", "delete[3]"}
	if !slices.Equal(got, want) {
		t.Errorf("told of %q instead of %q", got, want)
	}
	chat := b.chat(7)
	if len(chat) != 2 || chat[0].ID != 1 || !chat[0].Edited || chat[0].Text != "m1" || chat[1].ID != 6 || chat[1].Edited {
		t.Errorf("the chat is %+v", chat)
	}
}

func TestBookFindsCallsAndAnswers(t *testing.T) {
	t.Parallel()
	b := newBook(func(Event) {})
	told(t, b, true,
		message(1, "{ invokeWithLayer layer: 152 [INT], query: { initConnection query: { help_getConfig }, }, }"),
		message(5, "{ msgs_ack }"), message(9, "{ ping_delay_disconnect }"),
		message(13, "{ messages_getHistory }"), message(17, "{ messages_sendMessage }"),
	)
	calls := b.since(0)
	if len(calls) != 3 || calls[0].Method != "help.getConfig" || calls[0].Layer != 152 || calls[1].Layer != 0 {
		t.Errorf("calls: %+v", calls)
	}
	if err := b.called(t.Context(), 1, "messages.sendMessage"); err != nil {
		t.Error(err)
	}
	told(t, b, false,
		message(21, "{ rpc_result req_msg_id: 13 [LONG], result: { messages_messages messages: "+vector(text(3, "out: YES [ BY BIT 1 IN FIELD flags ],"))+", }, }"),
		message(25, "{ rpc_result req_msg_id: 17 [LONG], result: { rpc_error error_message: \"NO\" [STRING], }, }"),
	)
	if _, err := b.answered(t.Context(), 0, "messages.getHistory"); err != nil {
		t.Error(err)
	}
	if chat := b.chat(7); len(chat) != 1 || !chat[0].Out {
		t.Errorf("the chat is %+v", chat)
	}
	if _, err := b.answered(t.Context(), 0, "messages.sendMessage"); err == nil || !strings.Contains(err.Error(), "NO") {
		t.Errorf("error %v", err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := b.answered(ended, 0, "help.getConfig"); err == nil {
		t.Error("an answer that never came")
	}
	if b.forget() != 3 || len(b.chat(7)) != 0 {
		t.Error("the chat was not forgotten")
	}
}
