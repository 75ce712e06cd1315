// Package patchclient makes copies of Telegram client binaries that trust
// another server's key and dial another address: clients without a setting for
// either.
//
// It knows the layouts in the list layouts, each of them x86-64 ELF:
//
//   - desktop, C tables: addresses are NUL-terminated literals that rows
//     {int id; const char *ip; int port} point at;
//   - tdlib, TDLib built with clang and libc++: addresses are immediates of
//     the instructions of ConnectionCreator::get_default_dc_options.
//
// Owns what is known of those layouts. A layout is a list of pieces, each with
// how often known builds hold it; when one count differs nothing is changed and
// nothing is written. Must not change a file in place, and must not touch the
// keys by which clients check anything but the key exchange.
package patchclient
