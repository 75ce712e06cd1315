package reaction

import (
	"slices"
	"strings"

	"heliograph/internal/fault"
)

var errInvalid = fault.New(fault.Invalid, "REACTION_INVALID")

// standard is the emoji that clients can react with, in the order in which they
// are offered to who has not used any.
var standard = strings.Fields(`
	👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋
	🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡`)

// rank is the place of each emoji in standard.
var rank = func() map[string]int {
	m := make(map[string]int, len(standard))
	for i, e := range standard {
		m[e] = i
	}
	return m
}()

// presentation asks for the coloured form of a character: some clients send it,
// others do not, and it is the same emoji.
const presentation = "\ufe0f"

// Normal is an emoji as it is stored. Fault: REACTION_INVALID for what is not
// one that can be reacted with.
func Normal(emoji string) (string, error) {
	e := strings.ReplaceAll(emoji, presentation, "")
	if _, ok := rank[e]; !ok {
		return "", errInvalid
	}
	return e, nil
}

// All is every emoji that can be reacted with, in the order in which they are
// offered.
func All() []string { return slices.Clone(standard) }

// Tags is the emoji that are offered first to tag a saved message with.
func Tags() []string {
	return []string{"❤", "👍", "👎", "🔥", "🎉", "🤔", "😁", "👏", "💯", "🙏", "👀", "⚡", "🏆", "✍", "💊", "💔"}
}
