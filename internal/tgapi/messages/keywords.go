package messages

import (
	"context"
	"slices"

	"github.com/gotd/td/tg"

	"heliograph/internal/fault"
	"heliograph/internal/keyword"
	"heliograph/internal/rpc"
)

// errNoPlatform is for those who want to suggest words: there is no page for it.
var errNoPlatform = fault.New(fault.Invalid, "LANG_CODE_NOT_SUPPORTED")

// Keywords knows by which words emoji are found.
type Keywords interface {
	// Language is the language that serves those who ask for one; empty: none.
	Language(code string) string
	// Since is what came and went after a version, which is 0 at first, and the
	// version of now. Of a language that is not known nothing comes.
	Since(ctx context.Context, code string, version int) (came, gone []keyword.Row, now int, err error)
}

func (h *Handlers) registerKeywords(d *tg.ServerDispatcher) {
	d.OnMessagesGetEmojiKeywords(rpc.User(h.getEmojiKeywords))
	d.OnMessagesGetEmojiKeywordsDifference(rpc.User(h.getEmojiKeywordsDifference))
	d.OnMessagesGetEmojiKeywordsLanguages(rpc.User(h.getEmojiKeywordsLanguages))
	d.OnMessagesGetEmojiURL(rpc.User(h.getEmojiURL))
}

func (h *Handlers) getEmojiKeywords(ctx context.Context, _ *rpc.Call, lang string) (*tg.EmojiKeywordsDifference, error) {
	return h.keywordsSince(ctx, lang, 0)
}

func (h *Handlers) getEmojiKeywordsDifference(ctx context.Context, _ *rpc.Call, r *tg.MessagesGetEmojiKeywordsDifferenceRequest) (*tg.EmojiKeywordsDifference, error) {
	return h.keywordsSince(ctx, r.LangCode, max(r.FromVersion, 0))
}

// keywordsSince answers under the code that was asked for, for clients throw away
// what comes under another. A version from another server is left as it is:
// clients take none that is older than theirs.
func (h *Handlers) keywordsSince(ctx context.Context, lang string, version int) (*tg.EmojiKeywordsDifference, error) {
	came, gone, now, err := h.Keywords.Since(ctx, lang, version)
	if err != nil {
		return nil, err
	}
	out := &tg.EmojiKeywordsDifference{
		LangCode: lang, FromVersion: version, Version: max(now, version), Keywords: make([]tg.EmojiKeywordClass, 0, len(came)+len(gone)),
	}
	for _, r := range gone {
		out.Keywords = append(out.Keywords, &tg.EmojiKeywordDeleted{Keyword: r.Word, Emoticons: r.Emoji})
	}
	for _, r := range came {
		out.Keywords = append(out.Keywords, &tg.EmojiKeyword{Keyword: r.Word, Emoticons: r.Emoji})
	}
	return out, nil
}

// maxEmojiLanguages bounds of how many languages one can ask at once.
const maxEmojiLanguages = 100

// getEmojiKeywordsLanguages says whose words a person may type: those of the
// languages they use, and English ones.
func (h *Handlers) getEmojiKeywordsLanguages(_ context.Context, _ *rpc.Call, langs []string) ([]tg.EmojiLanguage, error) {
	out := []tg.EmojiLanguage{}
	for _, lang := range append(langs[:min(len(langs), maxEmojiLanguages):min(len(langs), maxEmojiLanguages)], "en") {
		l := tg.EmojiLanguage{LangCode: h.Keywords.Language(lang)}
		if l.LangCode != "" && !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	return out, nil
}

func (h *Handlers) getEmojiURL(context.Context, *rpc.Call, string) (*tg.EmojiURL, error) {
	return nil, errNoPlatform
}
