package apptest

import (
	"github.com/gotd/td/telegram/dcs"
	"github.com/gotd/td/transport"
)

// Transports are the ways in which a device can connect.
var Transports = []string{"abridged", "intermediate", "padded", "full", "obfuscated", "websocket"}

func (d *Device) resolver() dcs.Resolver {
	switch d.Transport {
	case "abridged":
		return dcs.Plain(dcs.PlainOptions{Protocol: transport.Abridged})
	case "padded":
		return dcs.Plain(dcs.PlainOptions{Protocol: transport.PaddedIntermediate})
	case "full":
		return dcs.Plain(dcs.PlainOptions{Protocol: transport.Full})
	case "obfuscated":
		return dcs.Plain(dcs.PlainOptions{Protocol: transport.Intermediate, Obfuscated: true})
	case "websocket":
		return dcs.Websocket(dcs.WebsocketOptions{})
	}
	return dcs.Plain(dcs.PlainOptions{Protocol: transport.Intermediate})
}
