package node

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"

	"heliograph/internal/config"
	"heliograph/internal/contact"
	"heliograph/internal/outbound"
	"heliograph/internal/peer"
	"heliograph/internal/poll"
	"heliograph/internal/preview"
	"heliograph/internal/preview/fetch"
	"heliograph/internal/user"
)

// newShown makes what messages show and do not own.
func (s *Subjects) newShown(d subjectDeps) {
	s.Poll = poll.New(poll.Deps{Store: s.Store, Log: s.Log, Clock: d.clock, Alarms: s.Job, Limits: pollLimits(&d.config.Limits)})
	s.newPreviews(d)
}

// newPreviews makes what knows the pages that people link to.
func (s *Subjects) newPreviews(d subjectDeps) {
	c := d.config
	deps := preview.Deps{
		Store: s.Store, Clock: d.clock, Logger: d.logger, Alarms: s.Job, Registerer: d.metrics,
		People: directory{s.User, s.Contact}, Name: c.Name, Own: ownHosts(c),
	}
	if c.Previews.Enabled {
		o := fetch.Options{Allow: c.Previews.Allow}
		for _, p := range c.Previews.Ports {
			if n, err := strconv.Atoi(p); err == nil {
				o.Ports = append(o.Ports, n)
			}
		}
		if host, _ := c.Advertised(); net.ParseIP(host) != nil {
			o.Refuse = append(o.Refuse, net.ParseIP(host))
		}
		deps.Fetch = pages{fetch.New(o)}
	}
	s.Preview = preview.New(deps)
}

// ownHosts is the hosts by which links lead to this server, as URLs have them.
func ownHosts(c *config.Config) []string {
	host, port := c.Advertised()
	out := []string{strings.ToLower(net.JoinHostPort(host, strconv.Itoa(port)))}
	if port == 80 || port == 443 || c.TLS.Enabled() {
		out = append(out, strings.ToLower(host))
	}
	for _, d := range c.TLS.ACMEDomains {
		out = append(out, strings.ToLower(d), strings.ToLower(net.JoinHostPort(d, strconv.Itoa(port))))
	}
	return out
}

// pages shows preview what fetch has read.
type pages struct{ c *fetch.Client }

func (p pages) Fetch(ctx context.Context, address string) (preview.Page, error) {
	page, err := p.c.Fetch(ctx, address)
	if errors.Is(err, outbound.ErrRefused) || errors.Is(err, fetch.ErrAddress) {
		err = fmt.Errorf("%w: %w", preview.ErrRefused, err)
	}
	return preview.Page(page), err
}

// directory finds people as anybody may see them.
type directory struct {
	users    *user.Service
	contacts *contact.Service
}

func (d directory) Named(ctx context.Context, username string) (preview.Person, error) {
	p, err := d.users.ByUsername(ctx, username)
	if err != nil || p.Kind != peer.User {
		return preview.Person{}, err
	}
	ps, err := d.contacts.People(ctx, nobody, []user.ID{user.ID(p.ID)})
	if err != nil || ps[0].ID == 0 || ps[0].Deleted {
		return preview.Person{}, err
	}
	return preview.Person{Name: strings.TrimSpace(ps[0].FirstName + " " + ps[0].LastName), About: ps[0].About}, nil
}

// nobody is the viewer of what everybody may see.
const nobody user.ID = 0
