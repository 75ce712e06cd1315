// Package rpc takes one decoded packet's call to its handler and the handler's
// answer or error back.
//
// Handlers are registered on gotd's generated dispatcher through User, Bot, Any
// and Public: the registration line is the access policy, and the compiler pins
// request and response types.
//
// Owns the policies, flood limits, the one mapping of faults to rpc_error,
// panic recovery and the metrics of methods. Must not know any method's rules.
package rpc
