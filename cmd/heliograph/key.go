package main

import (
	"errors"
	"fmt"

	"heliograph/internal/serverkey"
)

type keyCmd struct{ settings }

// Help is shown by `heliograph key --help`.
func (keyCmd) Help() string {
	return "Prints the key as PKCS#1 PEM (RSA PUBLIC KEY) on standard output and its fingerprint on standard error. " +
		"The first start of the server makes the key."
}

// Run prints the key.
func (k *keyCmd) Run(p *process) error {
	c, err := k.load(p)
	if err != nil {
		return err
	}
	key, err := serverkey.Load(c.Data)
	if errors.Is(err, serverkey.ErrNone) {
		return fmt.Errorf("%w: start the server once, or name its data directory with --data", err)
	}
	if err != nil {
		return err
	}
	if _, err := p.out.Write(serverkey.PublicPEM(&key.PublicKey)); err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.err, "fingerprint %s\n", serverkey.Fingerprint(&key.PublicKey))
	return err
}
