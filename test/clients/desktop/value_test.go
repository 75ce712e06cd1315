package desktop

import (
	"os"
	"path/filepath"
	"testing"
)

const entry = `[14:12:12.282 01-0001901] (dc:2_main) Recv: { core_message
  msg_id: 17710998450315747060 [LONG],
  body: { msg_container
    messages: [ vector<0xffffffffffffffff> (2)
      { core_message
        msg_id: 7 [LONG],
        body: { rpc_result
          req_msg_id: 3 [LONG],
          result: [GZIPPED] { updates_state
            pts: -4 [INT],
            flags: 2 [INT],
            out: YES [ BY BIT 1 IN FIELD flags ],
            reply_to: [ SKIPPED BY BIT 3 IN FIELD flags ],
            salt: 01 8D 5B... [104 BYTES],
            text: "🌻 \"q\" [STRING],\nli\\nk" [STRING],
            none: [ vector<0x0> (0) ],
            id: [ vector<0xffffffffa8509bda> (2)
              4 [INT],
              5 [INT],
            ],
          },
        },
      },
      { pong },
    ],
  },
} (dc:2,key:3334385337007803929)
`

func TestLogEntriesAreRead(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "DebugLogs"), 0o700); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "DebugLogs", "mtp_14_00.txt")
	l := &follower{dir: dir, read: map[string]*file{}}
	var got []packet
	read := func(p packet, err error) {
		if err != nil {
			t.Error(err)
		}
		got = append(got, p)
	}
	// The client writes while it is read: any piece may be there first.
	text := "20261122\n[14:12:12.280 01-0001900] (dc:2_main) [r1] msg_id 0 -> 77\n" + entry
	for _, end := range []int{0, 3, 80, 200, len(text) - 1, len(text)} {
		if err := os.WriteFile(name, []byte(text[:end]), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := l.poll(read); err != nil {
			t.Fatal(err)
		}
		if want := end == len(text); (len(got) == 1) != want {
			t.Fatalf("%d packets after %d of %d bytes", len(got), end, len(text))
		}
	}
	m := got[0].body
	if got[0].sent || m.Name != "core.message" || m.Int("msg_id") != 17710998450315747060-1<<64 {
		t.Errorf("sent %v %q %d", got[0].sent, m.Name, m.Int("msg_id"))
	}
	both := m.List("body", "messages")
	if len(both) != 2 || both[1].Name != "pong" {
		t.Fatalf("messages: %+v", both)
	}
	v := both[0].Field("body", "result")
	if v.Name != "updates.state" || v.Int("pts") != -4 || v.Text("text") != "🌻 \"q\" [STRING],\nli\\nk" {
		t.Errorf("%s %d %q", v.Name, v.Int("pts"), v.Text("text"))
	}
	if !v.Has("out") || v.Has("reply_to") || !v.Has("none") || len(v.List("none")) != 0 {
		t.Errorf("flags: %+v", v)
	}
	if ids := v.List("id"); len(ids) != 2 || ids[0].Int() != 4 || ids[1].Int() != 5 {
		t.Errorf("ids: %+v", ids)
	}
	if v.Field("no", "such").Has("field") || v.Int("no", "such") != 0 || v.List("no", "such") != nil {
		t.Error("something was found in nothing")
	}
}

func TestWhatTheClientCouldNotDecodeIsAnError(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", "{ ", "{ a\n b: ", "{ a\n b: 3 [INT],", `{ a b: "x`, "[ vector<0x0> (1)\n", "{ a\n b: [ERROR] (0x12)\n}", "{ a\n b: 1 ",
	} {
		if v, err := parse(text); err == nil {
			t.Errorf("%q: %+v", text, v)
		}
	}
}
