// Package patch makes copies of Telegram client binaries that trust another
// server's key and dial another address: clients without a setting for either.
//
// It knows two layouts of 64-bit ELF files, told apart by what the file holds:
//
//   - C tables (Telegram Desktop): addresses are NUL-terminated literals, each
//     row of the table is {int id; const char *ip; int port};
//   - TDLib built with clang and libc++ (npm @prebuilt-tdlib): addresses are
//     immediates of instructions in ConnectionCreator::get_default_dc_options.
//
// Owns what is known of those layouts. Every edit is counted against what the
// known builds have, so another build is refused and never half edited. Must
// not touch a file in place.
package patch
