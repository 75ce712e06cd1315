package apptest

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/gotd/td/tg"
)

// file PACK/CODE TEXT: the operator writes a file of a language, or removes it
// when there is no text, and the server takes it over
func (s *Server) file(name, text string) error {
	path := filepath.Join(s.parts[0].opt.Config.Languages, filepath.FromSlash(name)+".strings")
	if text == "" {
		if err := os.Remove(path); err != nil {
			return err
		}
	} else {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			return err
		}
	}
	for _, p := range s.parts {
		if err := p.node.Subjects().Lang.Reload(s.t.Context()); err != nil {
			return err
		}
	}
	return nil
}

// speaks PACK CODE [SYSTEM]: the next connection tells of this pack and language,
// and of the system's
func speaks(_ *script, d *Device, args []string) ([]string, error) {
	d.LangPack, d.LangCode, d.SystemLangCode = args[0], args[1], args[len(args)-1]
	return nil, nil
}

// languages PACK: prints each
func languages(_ *script, d *Device, args []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	list, err := d.API.LangpackGetLanguages(ctx, args[0])
	var out []string
	for i := range list {
		out = append(out, showLanguage(&list[i]))
	}
	return out, err
}

// language PACK CODE: prints it
func language(_ *script, d *Device, args []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	l, err := d.API.LangpackGetLanguage(ctx, &tg.LangpackGetLanguageRequest{LangPack: args[0], LangCode: args[1]})
	if err != nil {
		return nil, err
	}
	return []string{showLanguage(l)}, nil
}

func showLanguage(l *tg.LangPackLanguage) string {
	out := fmt.Sprintf("%s %s, %s, %d of %d, plural %s", l.LangCode, l.Name, l.NativeName, l.TranslatedCount, l.StringsCount, l.PluralCode)
	if base, ok := l.GetBaseLangCode(); ok {
		out += ", on " + base
	}
	if l.Rtl {
		out += ", from the right"
	}
	return out
}

// pack PACK CODE [VERSION]: prints all texts, or what came and went after a
// version
func pack(_ *script, d *Device, args []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	var diff *tg.LangPackDifference
	var err error
	if len(args) == 2 {
		diff, err = d.API.LangpackGetLangPack(ctx, &tg.LangpackGetLangPackRequest{LangPack: args[0], LangCode: args[1]})
	} else {
		r := &tg.LangpackGetDifferenceRequest{LangPack: args[0], LangCode: args[1]}
		if r.FromVersion, err = strconv.Atoi(args[2]); err != nil {
			return nil, err
		}
		diff, err = d.API.LangpackGetDifference(ctx, r)
	}
	if err != nil {
		return nil, err
	}
	out := []string{fmt.Sprintf("%s %d to %d", diff.LangCode, diff.FromVersion, diff.Version)}
	return append(out, showTexts(diff.Strings)...), nil
}

// texts PACK CODE KEY...
func langTexts(_ *script, d *Device, args []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	list, err := d.API.LangpackGetStrings(ctx, &tg.LangpackGetStringsRequest{LangPack: args[0], LangCode: args[1], Keys: args[2:]})
	return showTexts(list), err
}

func showTexts(list []tg.LangPackStringClass) (out []string) {
	for _, t := range list {
		switch t := t.(type) {
		case *tg.LangPackString:
			out = append(out, fmt.Sprintf("%s: %s", t.Key, t.Value))
		case *tg.LangPackStringPluralized:
			out = append(out, fmt.Sprintf("%s: %s|%s|%s|%s|%s|%s", t.Key, t.ZeroValue, t.OneValue, t.TwoValue, t.FewValue, t.ManyValue, t.OtherValue))
		case *tg.LangPackStringDeleted:
			out = append(out, t.Key+" is gone")
		}
	}
	return out
}

// config: prints what help.getConfig says of languages
func langConfig(_ *script, d *Device, _ []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	c, err := d.API.HelpGetConfig(ctx)
	if err != nil {
		return nil, err
	}
	if _, ok := c.GetSuggestedLangCode(); !ok {
		return []string{"nothing"}, nil
	}
	return []string{fmt.Sprintf("suggested %s, version %d, of the base %d", c.SuggestedLangCode, c.LangPackVersion, c.BaseLangPackVersion)}, nil
}

// invite: prints the text for friends
func invite(s *script, d *Device, _ []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	t, err := d.API.HelpGetInviteText(ctx)
	if err != nil {
		return nil, err
	}
	for _, p := range s.srv.parts {
		t.Message = strings.ReplaceAll(t.Message, p.addr.String(), "HOST")
	}
	return []string{t.Message}, nil
}

// emojilanguages CODE...: prints whose words to use
func emojiLanguages(_ *script, d *Device, args []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	list, err := d.API.MessagesGetEmojiKeywordsLanguages(ctx, args)
	var out []string
	for _, l := range list {
		out = append(out, l.LangCode)
	}
	return []string{strings.Join(out, " ")}, err
}

// keywords CODE WORD [VERSION]: prints what a word finds, or what came and went
// after a version, with all words of it
func keywords(_ *script, d *Device, args []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	var diff *tg.EmojiKeywordsDifference
	var err error
	if len(args) == 2 {
		diff, err = d.API.MessagesGetEmojiKeywords(ctx, args[0])
	} else {
		r := &tg.MessagesGetEmojiKeywordsDifferenceRequest{LangCode: args[0]}
		if r.FromVersion, err = strconv.Atoi(args[2]); err != nil {
			return nil, err
		}
		diff, err = d.API.MessagesGetEmojiKeywordsDifference(ctx, r)
	}
	if err != nil {
		return nil, err
	}
	if diff.LangCode != args[0] {
		return nil, fmt.Errorf("asked for %s, got %s", args[0], diff.LangCode)
	}
	out := []string{fmt.Sprintf("%d to %d", diff.FromVersion, diff.Version)}
	for _, k := range diff.Keywords {
		switch k := k.(type) {
		case *tg.EmojiKeyword:
			if slices.Contains(strings.Split(args[1], "|"), k.Keyword) {
				out = append(out, k.Keyword+": "+strings.Join(k.Emoticons, " "))
			}
		case *tg.EmojiKeywordDeleted:
			out = append(out, k.Keyword+" no longer: "+strings.Join(k.Emoticons, " "))
		}
	}
	return out, nil
}

// emojipage CODE: asks where to suggest words
func emojiPage(_ *script, d *Device, args []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	_, err := d.API.MessagesGetEmojiURL(ctx, args[0])
	return nil, err
}
