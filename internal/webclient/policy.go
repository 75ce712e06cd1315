package webclient

import (
	"net/http"
	"regexp"
	"strings"
)

// host is what a Host header may be to stand in a policy. An address of version 6
// may not: policies have no such sources, and 'self' has to do.
var host = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?(:[0-9]{1,5})?$`)

// policy is what the web client may do, nothing of it with another host. Browsers
// differ in whether 'self' covers WebSockets, so these are named.
//
// Of Trusted Types there are two policies: solid, which makes elements of the
// templates that were compiled into the client, and heliograph, which knows the
// scripts of its workers. Nothing else can make markup or scripts of text.
func policy(r *http.Request) string {
	connect := "'self'"
	if host.MatchString(r.Host) {
		if r.TLS == nil { // or it ends at a proxy
			connect += " ws://" + r.Host
		}
		connect += " wss://" + r.Host
	}
	return strings.Join([]string{
		"default-src 'none'",
		"script-src 'self' 'wasm-unsafe-eval'",
		"style-src 'self'",
		"connect-src " + connect,
		"img-src 'self' blob: data:",
		"media-src 'self' blob:",
		"font-src 'self'",
		"worker-src 'self'",
		"manifest-src 'self'",
		"base-uri 'none'",
		"form-action 'none'",
		"frame-ancestors 'none'",
		"require-trusted-types-for 'script'",
		"trusted-types solid heliograph",
	}, "; ")
}

// permissions switches off what the web client does not use, so that nothing that
// gets into it can.
const permissions = "accelerometer=(), autoplay=(self), browsing-topics=(), camera=(), clipboard-read=(), clipboard-write=(self), " +
	"display-capture=(), encrypted-media=(), fullscreen=(self), geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), " +
	"midi=(), payment=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()"

// secure sets the headers that every answer of the web client has. Scripts have them
// too: a worker obeys the policy that its own script came with.
func secure(h http.Header, r *http.Request) {
	h.Set("Content-Security-Policy", policy(r))
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", permissions)
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
}
