/** random makes the same numbers for the same seed: r(n) is one of 0 to n-1. */
export function random(seed: number): (below: number) => number {
  let s = seed
  return (below) => {
    s = (s + 0x6d2b79f5) | 0
    let x = Math.imul(s ^ (s >>> 15), 1 | s)
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x
    return ((x ^ (x >>> 14)) >>> 0) % below
  }
}
