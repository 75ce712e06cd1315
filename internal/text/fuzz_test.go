package text_test

import (
	"strings"
	"testing"

	"heliograph/internal/text"
)

// FuzzNormal checks that what Normal lets through is normal. Entities are read
// from marks: kind, offset, length, and the place of their value in extra.
func FuzzNormal(f *testing.F) {
	f.Add("hello", []byte{6, 0, 5, 0}, "")
	f.Add("  😀 grin \n", []byte{10, 0, 6, 0, 6, 5, 3, 0}, "https://example.org/")
	f.Add("\x00a\u200d\r\n\u202e b", []byte{9, 0, 9, 1, 19, 1, 3, 0}, "go\xff")
	f.Add("see a.com/(b), @durov #tag $TON /go@bot a@b.org +79991234567 4111 1111 1111 1111 tg://a", []byte{6, 0, 80, 0, 7, 5, 10, 0}, "")
	f.Add("a@.b.c:80/?#..x.y @@ ## // tonsite://x mailto:a@b.cd", []byte{}, "")
	f.Add(strings.Repeat("#a ", 150), []byte{6, 0, 255, 0}, "")
	f.Fuzz(func(t *testing.T, s string, marks []byte, extra string) {
		in := text.Text{String: s}
		for ; len(marks) >= 4; marks = marks[4:] {
			in.Entities = append(in.Entities, text.Entity{
				Kind: text.EntityKind(marks[0] % 22), Offset: int(int8(marks[1])), Length: int(marks[2]), ID: int64(marks[3]),
				Extra: extra[min(int(marks[3]), len(extra)):], Flag: marks[3]%2 == 1,
			})
		}
		if out, err := text.Normal(in, 500); err == nil {
			checkNormal(t, in, out, 500)
			out.Tags()
		}
	})
}
