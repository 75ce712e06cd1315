// Puts what `vite build` made where the Go build takes it in: each file as Brotli and
// as gzip, or as it is where that gains nothing. The name of the build comes last, so
// that what was interrupted counts as nothing.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const target = fileURLToPath(new URL('../../internal/webclient/build/', import.meta.url))

await rm(join(target, 'id'), { force: true })
await rm(join(target, 'files'), { recursive: true, force: true })

async function put(name) {
  const content = await readFile(join(dist, name))
  const to = join(target, 'files', name)
  await mkdir(dirname(to), { recursive: true })
  const brotli = await promisify(brotliCompress)(content, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 22,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  })
  if (/\.(png|webp|woff2)$/.test(name) || brotli.length >= content.length * 0.95) {
    await writeFile(to, content)
    return
  }
  await writeFile(`${to}.br`, brotli)
  await writeFile(`${to}.gz`, await promisify(gzip)(content, { level: 9 }))
}

const entries = await readdir(dist, { recursive: true, withFileTypes: true })
const names = entries.filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name).slice(dist.length))
await Promise.all(names.map(put))

const page = await readFile(join(dist, 'index.html'), 'utf8')
const id = page.match(/<meta name="build" content="([0-9a-f]{16})"/)?.[1]
if (!id) throw new Error('index.html does not name its build')
await writeFile(join(target, 'id'), `${id}\n`)
