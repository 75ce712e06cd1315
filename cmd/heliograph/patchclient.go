package main

import (
	"crypto/rsa"
	"errors"
	"fmt"
	"os"

	"heliograph/internal/patchclient"
	"heliograph/internal/serverkey"
)

type patchClientCmd struct {
	settings
	In      string `arg:"" help:"The client as it was built: Telegram Desktop, or TDLib's libtdjson.so."`
	Out     string `arg:"" help:"Where the copy goes; what is there is replaced."`
	Address string `help:"Where clients reach the server: an IPv4 address and a port." placeholder:"HOST:PORT" required:""`
	Key     string `help:"Public key of the server, as heliograph key prints it; by default that of the data directory." type:"path" placeholder:"FILE"`
}

// Help is shown by `heliograph patch-client --help`.
func (patchClientCmd) Help() string {
	return `Clients have the address and the key of Telegram built in. This makes a copy of one that has yours; the original stays as it is. Nothing is written when the client is of a build that is not known: docs/clients lists those that are.

On the machine of the server:

    heliograph patch-client /usr/bin/telegram-desktop my-telegram --address 192.168.1.5:8080
    ./my-telegram -workdir ~/heliograph-desktop

On another one, with the key that "heliograph key > server.pem" wrote:

    heliograph patch-client libtdjson.so my-libtdjson.so --address 192.168.1.5:8080 --key server.pem

The server has to tell clients the same address: heliograph serve --advertise 192.168.1.5:8080`
}

// Run makes the copy and says what to do with it.
func (c *patchClientCmd) Run(p *process) error {
	addr, err := patchclient.ParseAddress(c.Address)
	if err != nil {
		return err
	}
	key, err := c.publicKey(p)
	if err != nil {
		return err
	}
	r, err := patchclient.File(c.In, c.Out, patchclient.Target{Addr: addr, Key: key})
	if err != nil {
		return err
	}
	lines := fmt.Sprintf("%s: %s that knows %s and the key %s alone\n", c.Out, r.Client, addr, serverkey.Fingerprint(key))
	for _, change := range r.Changes {
		lines += fmt.Sprintf("%6d %s\n", change.N, change.What)
	}
	lines += fmt.Sprintf("Next: %s\nThe server must advertise %s (serve --advertise): clients go where it tells them from then on.\n", r.Next, addr)
	_, err = fmt.Fprint(p.out, lines)
	return err
}

// publicKey is the one named, else that of the data directory.
func (c *patchClientCmd) publicKey(p *process) (*rsa.PublicKey, error) {
	if c.Key != "" {
		text, err := os.ReadFile(c.Key)
		if err != nil {
			return nil, fmt.Errorf("read the key: %w", err)
		}
		key, err := patchclient.ParseKey(text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.Key, err)
		}
		return key, nil
	}
	conf, err := c.load(p)
	if err != nil {
		return nil, err
	}
	key, err := serverkey.Load(conf.Data)
	if errors.Is(err, serverkey.ErrNone) {
		return nil, fmt.Errorf("%w: start the server once, name its data directory with --data, or name its public key with --key", err)
	}
	if err != nil {
		return nil, err
	}
	return &key.PublicKey, nil
}
