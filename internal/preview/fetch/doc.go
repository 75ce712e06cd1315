// Package fetch gets what web pages say of themselves, from hosts that nobody
// has a reason to trust.
//
// Invariants:
//
//	W1  nothing is asked but http and https on known ports, and nobody but public
//	    addresses: also after a redirect, and whatever a name resolves to
//	W2  time, bytes, redirects and headers are bounded, whatever the host does
//	W3  no credentials, cookies, proxies or referrers, and nothing of who asks
//
// Owns the requests and the reading of HTML. Must not know who shows a page, nor
// keep one.
package fetch
