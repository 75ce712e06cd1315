// Holds dist to its budgets (KiB after gzip -9), and prints how much of each is used.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const embedded = fileURLToPath(new URL('../../internal/webclient/build/files/', import.meta.url))

if (!existsSync(join(dist, 'index.html'))) {
  console.error('size: there is no build, run make web')
  process.exit(1)
}
const gzipped = (name) => gzipSync(readFileSync(join(dist, name)), { level: 9 }).length / 1024
const assets = readdirSync(join(dist, 'assets')).map((name) => `assets/${name}`)
const page = readFileSync(join(dist, 'index.html'), 'utf8')

/** The scripts that the page loads before it shows anything, with all that they import. */
function closure(names) {
  const seen = new Set(names)
  for (const name of seen) {
    const code = readFileSync(join(dist, name), 'utf8')
    for (const [, path] of code.matchAll(
      /(?:^|[;}\s])(?:import|export)\s*(?:[\w*{}\s,$]+?\s*from\s*)?["'`]\.\/([^"'`]+\.js)["'`]/g,
    )) {
      seen.add(`assets/${path}`)
    }
  }
  return [...seen]
}
const named = (pattern) => [...page.matchAll(pattern)].map(([, path]) => path)
const scripts = closure(named(/(?:src|href)="\/(assets\/[^"]+\.js)"/g))
const styles = named(/href="\/(assets\/[^"]+\.css)"/g)
// What speaks with the server is a chunk that the worker loads once it has shown what was kept.
const entries = assets.filter((name) => /\/worker-[^/]*\.js$/.test(name))
const workers = closure([
  ...entries,
  ...entries
    .flatMap((name) => [
      ...readFileSync(join(dist, name), 'utf8').matchAll(/import\(\s*["'`]\.\/(account-[^"'`]+\.js)/g),
    ])
    .map(([, name]) => `assets/${name}`),
])
const lazy = assets.filter((name) => !/\.wasm$/.test(name) && ![...scripts, ...styles, ...workers].includes(name))

const sum = (names) => names.reduce((total, name) => total + gzipped(name), 0)
const rows = [
  ['entry JS', sum(scripts), 120, 80],
  ['entry CSS', sum(styles), 25],
  ['worker', sum(workers), 320],
  ...lazy.map((name) => [name.slice('assets/'.length), gzipped(name), 100]),
]
if (existsSync(embedded)) {
  const total = readdirSync(embedded, { recursive: true })
    .map((name) => statSync(join(embedded, name)))
    .reduce((bytes, s) => bytes + (s.isFile() ? s.size : 0), 0)
  rows.push(['all, in the program', total / 1024, 4096])
}

let over = false
for (const [what, size, budget, aim] of rows) {
  over ||= size > budget
  const note = size > budget ? 'OVER' : aim && size > aim ? `above the aim of ${aim}` : ''
  console.log(`${what.padEnd(36)} ${size.toFixed(1).padStart(8)} K of ${String(budget).padStart(4)} ${note}`.trimEnd())
}
if (scripts.length === 0 || styles.length === 0 || workers.length === 0) {
  console.error('size: the page, its style or its worker was not found')
  process.exit(1)
}
if (over) {
  console.error('size: over budget')
  process.exit(1)
}
