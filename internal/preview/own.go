package preview

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"heliograph/internal/id"
	"heliograph/internal/user"
)

// public are the hosts by which clients link to people and chats, whatever server
// they talk to.
var public = []string{"t.me", "telegram.me", "telegram.dog"}

// inside is the username that a link to this server names; "" when it names
// something else here. own is false for all other links.
func (s *Service) inside(u *url.URL) (username string, own bool) {
	if u.Scheme == "tg" {
		if u.Host == "resolve" {
			username = u.Query().Get("domain")
		}
		return username, true
	}
	host := strings.TrimPrefix(strings.ToLower(u.Host), "www.")
	if name, found := strings.CutSuffix(host, ".t.me"); found {
		return name, true
	}
	if !slices.Contains(public, host) && !slices.Contains(s.d.Own, host) {
		return "", false
	}
	username, rest, _ := strings.Cut(strings.Trim(u.Path, "/"), "/")
	if rest != "" {
		return "", true
	}
	return username, true
}

// here is the page of somebody here.
func (s *Service) here(ctx context.Context, username string) (Result, error) {
	s.metrics.count(outInside)
	if s.d.People == nil || !user.ValidUsername(username) {
		return Result{}, nil
	}
	p, err := s.d.People.Named(ctx, username)
	if err != nil || p.Name == "" {
		return Result{}, err
	}
	page := Page{Site: s.d.Name, Title: p.Name, Description: p.About, Kind: User}
	page.normal()
	return Result{ID: id.Int64(), Page: &page}, nil
}
