// Checks the layout of src: who imports whom, how long files and components are, and
// that text becomes markup nowhere.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

const src = fileURLToPath(new URL('../src/', import.meta.url))

/** Which folders and packages each folder may import besides itself. */
const rules = {
  lib: { folders: [], packages: [] },
  lang: { folders: ['lib'], packages: ['solid-js'] },
  api: { folders: ['lib'], packages: ['solid-js'] },
  worker: { folders: ['api', 'lib'], packages: ['@mtcute', '@fuman', 'long', 'lowlight'] },
  sw: { folders: ['lib'], packages: [] },
  ui: { folders: ['lib', 'lang'], packages: ['solid-js', 'uqr'] },
  features: { folders: ['ui', 'api', 'lib', 'lang'], packages: ['solid-js', 'emojibase-data'] },
  app: { folders: ['ui', 'api', 'lib', 'lang', 'features', 'worker'], packages: ['solid-js'] },
  '.': { folders: ['app'], packages: ['solid-js'] },
}
const forTests = ['vitest', '@solidjs/testing-library', 'fake-indexeddb', 'axe-core', 'node:', 'solid-js']
/** Tests, those against a server, and what they need. */
const isTest = (file) => /\.(test|server)\.tsx?$|\.test-|\/testing\//.test(file)
const maxFile = 300
const maxComponent = 150
/** Tables, which no logic is hidden in. */
const isData = (file) => /^lang\/(en\/|[a-z]{2}\.ts$)|^ui\/icons?[A-Za-z-]*\.ts$/.test(file)
const markup =
  /\b(innerHTML|outerHTML|insertAdjacentHTML|srcdoc|createContextualFragment|parseFromString|document\.write|eval\s*\(|new Function\b)/

const broken = []
const folderOf = (file) => (file.includes('/') ? file.split('/')[0] : '.')
const featureOf = (file) => /^features\/([^/]+)\//.exec(file)?.[1]

function checkImport(file, line, from) {
  const test = isTest(file)
  const say = (what) => broken.push(`${file}:${line}: ${what}`)
  const rule = rules[folderOf(file)]
  if (!rule) return say(`nobody has said what ${folderOf(file)} may import`)
  if (!from.startsWith('.')) {
    const known = [...rule.packages, ...(test ? forTests : [])]
    if (!known.some((name) => from === name || from.startsWith(name.endsWith(':') ? name : `${name}/`))) {
      say(`${folderOf(file)} must not import ${from}`)
    }
    return
  }
  const target = normalize(join(dirname(file), from.replace(/\?.*$/, '')))
  if (target.startsWith('..')) return say(`${from} is outside of src`)
  if (folderOf(target) !== folderOf(file) && !(target.includes('/') ? rule.folders : []).includes(folderOf(target))) {
    if (!(folderOf(file) === '.' && rule.folders.includes(folderOf(target)))) {
      return say(`${folderOf(file)} must not import ${folderOf(target)} (${from})`)
    }
  }
  const feature = /^features\/([^/]+)/.exec(target)?.[1]
  if (feature && feature !== featureOf(file) && !/^features\/[^/]+(\/index(\.tsx?)?|\/lazy(\.ts)?)?$/.test(target)) {
    say(`of features/${feature} only index.tsx may be imported (${from})`)
  }
  if (folderOf(target) === 'worker' && folderOf(file) !== 'worker' && !/\/worker\.ts$/.test(target)) {
    say(`of worker the page knows its address alone (${from})`)
  }
}

const files = readdirSync(src, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name).slice(src.length))
  .sort()
for (const file of files) {
  const code = readFileSync(join(src, file), 'utf8')
  const lines = code.trimEnd().split('\n')
  const test = isTest(file)
  if (/(^|\/)(utils?|helpers?|[a-z-]*manager|common)\.tsx?$/i.test(file))
    broken.push(`${file}: name it after what it does`)
  if (lines.length > maxFile && !isData(file)) broken.push(`${file}: ${lines.length} lines, at most ${maxFile}`)
  for (const match of code.matchAll(
    /^(?:import|export)\b[^'"`;]*?\bfrom\s+['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm,
  )) {
    checkImport(file, code.slice(0, match.index).split('\n').length, match[1] ?? match[2] ?? match[3])
  }
  let component
  lines.forEach((line, i) => {
    if (markup.test(line) && !test)
      broken.push(`${file}:${i + 1}: ${markup.exec(line)?.[1]} makes markup or code of text`)
    component = /^(?:export )?(?:function|const) ([A-Z][A-Za-z]*)\b.*(?:\{|=>|\()$/.exec(line) ? i : component
    if (/^[})]/.test(line) && component !== undefined) {
      if (file.endsWith('.tsx') && !test && i - component + 1 > maxComponent) {
        broken.push(`${file}:${component + 1}: a component of ${i - component + 1} lines, at most ${maxComponent}`)
      }
      component = undefined
    }
  })
}
if (files.length === 0) broken.push('src: no file was found')
for (const line of broken) console.error(`imports: ${line}`)
process.exit(broken.length > 0 ? 1 : 0)
