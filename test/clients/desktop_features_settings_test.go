//go:build clients

package clients

import (
	"context"
	"errors"

	"github.com/gotd/td/tg"

	"heliograph/test/clients/desktop"
)

func (k *shower) settingsSteps() []deskStep {
	return []deskStep{
		{"folder goes", k.folderGoes},
		{"notifications", k.notifications},
		{"privacy", k.privacy},
		{"blocked users", k.blockedUsers},
		{"languages", k.languages},
		{"folder settings", k.folderSettings},
	}
}

func (k *shower) folderGoes(ctx context.Context) error {
	k.yes(k.tess, func(ctx context.Context) (bool, error) {
		return k.tess.API.MessagesUpdateDialogFilter(ctx, &tg.MessagesUpdateDialogFilterRequest{ID: 2})
	})
	return k.Read(ctx, desktop.List, "Otto")
}

// settings opens a page of the settings.
func (k *shower) settings(ctx context.Context, name string) error {
	if err := k.Leave(ctx); err != nil {
		return err
	}
	if err := k.Menu(ctx, "Settings"); err != nil {
		return err
	}
	return k.Press(ctx, desktop.Box, desktop.Like(name))
}

func (k *shower) notifications(ctx context.Context) error {
	if err := k.settings(ctx, "Notifications"); err != nil {
		return err
	}
	return k.Read(ctx, desktop.Box, "Notifications for chats", "Desktop notifications", "Contact joined Telegram", "Pinned messages", "Badge counter")
}

func (k *shower) privacy(ctx context.Context) error {
	if err := k.settings(ctx, "Privacy and Security"); err != nil {
		return err
	}
	if err := k.Read(ctx, desktop.Box, "Blocked users", "Show all sessions", "Two-Step Verification", "Phone number My contacts", "Last seen Everybody", "Groups Everybody"); err != nil {
		return err
	}
	return k.Gone(ctx, desktop.Box, desktop.Like("Loading"))
}

func (k *shower) blockedUsers(ctx context.Context) error {
	if err := k.Press(ctx, desktop.Box, desktop.Like("Blocked users")); err != nil {
		return err
	}
	if err := k.Read(ctx, desktop.Box, "Block user", "1 blocked user", "Unblock"); err != nil {
		return err
	}
	if _, err := k.tess.Find("but why"); err == nil {
		return errors.New("Tess got what a blocked person wrote")
	}
	return k.Gone(ctx, desktop.List, row("Stan"))
}

func (k *shower) languages(ctx context.Context) error {
	if err := k.settings(ctx, "Language"); err != nil {
		return err
	}
	return k.Read(ctx, desktop.Box, "English")
}

func (k *shower) folderSettings(ctx context.Context) error {
	if err := k.settings(ctx, "Folders"); err != nil {
		return err
	}
	return k.Read(ctx, desktop.Box, "Create new folder", "Recommended folders", "Unread", "Personal")
}
