//go:build clients

package clients

import (
	"context"
	"fmt"
	"image"

	"github.com/gotd/td/tg"

	"heliograph/test/clients/desktop"
)

func (k *shower) mediaSteps() []deskStep {
	return []deskStep{
		{"what is no text", k.things},
		{"poll", k.poll},
		{"quiz", k.quiz},
		{"dice", k.dice},
		{"reacts", k.reacts},
		{"reactions of others", k.reacted},
	}
}

func (k *shower) things(ctx context.Context) error {
	if err := k.Visit(ctx, "Mia"); err != nil {
		return err
	}
	return k.Read(ctx, desktop.Chat, "Gustav Card", "SEND MESSAGE", "Brandenburg Gate", "Pariser Platz", "Tea or coffee?", "Anonymous Poll", "How many moons has Mars?", "Anonymous Quiz")
}

// poll: Tess votes, and sees Mia's vote.
func (k *shower) poll(ctx context.Context) error {
	if err := k.Visit(ctx, "Mia"); err != nil {
		return err
	}
	mark := k.Mark()
	if err := k.Press(ctx, desktop.Chat, desktop.Like("tea leaves")); err != nil {
		return err
	}
	if _, err := k.Answered(ctx, mark, "messages.sendVote"); err != nil {
		return err
	}
	if err := k.Read(ctx, desktop.Chat, "100% tea leaves", "1 vote"); err != nil {
		return err
	}
	if err := k.Rest(ctx); err != nil {
		return err
	}
	mia := k.people["mia"]
	m, err := mia.Find("Tea or coffee?")
	if err != nil {
		return err
	}
	answers := m.Media.(*tg.MessageMediaPoll).Poll.Answers
	ask(k.cast, mia.Device, func(ctx context.Context) (tg.UpdatesClass, error) {
		return mia.API.MessagesSendVote(ctx, &tg.MessagesSendVoteRequest{Peer: mia.tess, MsgID: m.ID, Options: [][]byte{answers[1].(*tg.PollAnswer).Option}})
	})
	return k.Read(ctx, desktop.Chat, "50% tea leaves", "2 votes")
}

// quiz: a wrong answer is told as such, and why.
func (k *shower) quiz(ctx context.Context) error {
	if err := k.Visit(ctx, "Mia"); err != nil {
		return err
	}
	mark := k.Mark()
	if err := k.Press(ctx, desktop.Chat, desktop.Like("just one")); err != nil {
		return err
	}
	if _, err := k.Answered(ctx, mark, "messages.sendVote"); err != nil {
		return err
	}
	if err := k.Rest(ctx); err != nil {
		return err
	}
	at, err := k.Find(ctx, desktop.Chat, desktop.Like("100% just one"))
	if err != nil {
		return err
	}
	if err := k.Read(ctx, desktop.Chat, "100% just one", "0% exactly two", "1 answer"); err != nil {
		return err
	}
	at.Max = at.Max.Add(image.Pt(100, 24))
	if err := k.Painted(ctx, at, desktop.Danger, 100); err != nil {
		return fmt.Errorf("a wrong answer: %w", err)
	}
	line, err := k.Find(ctx, desktop.Chat, desktop.Like("Anonymous Quiz"))
	if err != nil {
		return err
	}
	if err := k.Click(ctx, image.Pt(desktop.QuizHint, (line.Min.Y+line.Max.Y)/2)); err != nil {
		return err
	}
	return k.Read(ctx, desktop.Toast, "Phobos and Deimos")
}

// Colours of pictures that the server has.
const (
	die   = 0xedeefb
	heart = 0xf8302e
)

// dice rolls and shows what came up.
func (k *shower) dice(ctx context.Context) error {
	if err := k.Visit(ctx, "Otto"); err != nil {
		return err
	}
	if err := k.Painted(ctx, desktop.Chat, die, 1000); err != nil {
		return err
	}
	return k.Read(ctx, desktop.Chat, "read this later")
}

// reacts: one of hers, and one of Otto's.
func (k *shower) reacts(ctx context.Context) error {
	mark := k.Mark()
	if err := k.ReactTo(ctx, desktop.Like("read this later"), heart); err != nil {
		return err
	}
	if _, err := k.Answered(ctx, mark, "messages.sendReaction"); err != nil {
		return err
	}
	otto := k.people["otto"]
	return otto.Expect("a reaction", func(u tg.UpdateClass) bool {
		r, ok := u.(*tg.UpdateMessageReactions)
		return ok && len(r.Reactions.Results) == 1 && r.Reactions.Results[0].Count == 1
	})
}

// reacted: Otto's own beside hers.
func (k *shower) reacted(ctx context.Context) error {
	otto := k.people["otto"]
	m, err := otto.Find("read this later")
	if err != nil {
		return err
	}
	r := &tg.MessagesSendReactionRequest{Peer: otto.tess, MsgID: m.ID}
	r.SetReaction([]tg.ReactionClass{&tg.ReactionEmoji{Emoticon: "👍"}})
	ask(k.cast, otto.Device, func(ctx context.Context) (tg.UpdatesClass, error) { return otto.API.MessagesSendReaction(ctx, r) })
	if _, err := k.Updated(ctx, "both reactions", func(u *desktop.Value) bool {
		return u.Name == "updateMessageReactions" && len(u.List("reactions", "results")) == 2
	}); err != nil {
		return err
	}
	at, err := k.Find(ctx, desktop.Chat, desktop.Like("read this later"))
	if err != nil {
		return err
	}
	at.Max = at.Max.Add(image.Pt(140, 30))
	return k.Painted(ctx, at, thumb, 10)
}

// thumb is the yellow of a hand.
const thumb = 0xffc73c
