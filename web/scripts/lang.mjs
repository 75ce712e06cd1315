// Texts of the client: --check finds mistakes in them and says what is not
// translated yet, --export writes the English ones as a file that translators and
// the server know (web/CODE.strings).
import { readdirSync, readFileSync } from 'node:fs'
import { basename, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseAst, runnerImport } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '')
const load = async (path) => (await runnerImport(`${root}/src/lang/${path}`)).module
const form = /_(zero|one|two|few|many|other)$/
const stem = (key) => key.replace(form, '')
const holes = (text) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1])
const sources = (dir) => readdirSync(`${root}/${dir}`, { recursive: true }).map((name) => `${root}/${dir}/${name}`)
const problems = []
const missing = []
const problem = (where, what) => problems.push(`${where}: ${what}`)

const { en } = await load('en/index.ts')
const { ar } = await load('ar/index.ts')
const isPlural = (key) => form.test(key) && `${stem(key)}_other` in en

if (process.argv.includes('--export')) {
  const quote = (s) => `"${s.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')}"`
  for (const [key, text] of Object.entries(en).sort(([a], [b]) => (a < b ? -1 : 1))) {
    console.log(`${quote(isPlural(key) ? key.replace(form, '#$1') : key)} = ${quote(text)};`)
  }
} else {
  await checkModules()
  checkEnglish()
  checkTranslation('ar', ar)
  checkSources()
  for (const p of problems) console.error(p)
  if (process.argv.includes('--missing')) for (const m of missing) console.log(m)
  else if (missing.length > 0)
    console.log(`${missing.length} are not translated yet, so said in English: --missing lists them`)
  if (problems.length > 0) process.exitCode = 1
  console.log(`${Object.keys(en).length} texts, ${Object.keys(ar).length} in Arabic`)
}

function attribute(name) {
  return name.type === 'JSXNamespacedName' ? `${name.namespace.name}:${name.name.name}` : name.name
}

/** Each module has the keys that begin with its name, and no key is in two. */
async function checkModules() {
  for (const path of sources('src/lang/en')) {
    const name = basename(path, '.ts')
    if (name === 'index') continue
    const texts = (await load(`en/${name}.ts`))[name]
    for (const [key, text] of Object.entries(texts ?? {})) {
      if (!key.startsWith(`${name}.`)) problem(`en/${name}.ts`, `${key} does not begin with ${name}.`)
      if (en[key] !== text) problem(`en/${name}.ts`, `${key} is not in en/index.ts, or there twice`)
    }
  }
}

function checkEnglish() {
  for (const key of Object.keys(en)) {
    if (!form.test(key)) continue
    for (const f of ['one', 'other']) if (!(`${stem(key)}_${f}` in en)) problem('en', `${stem(key)} has no form _${f}`)
    if (stem(key) in en) problem('en', `${stem(key)} is there with and without forms`)
  }
}

function checkTranslation(code, texts) {
  const forms = new Intl.PluralRules(code).resolvedOptions().pluralCategories
  for (const key of Object.keys(en)) {
    if (!isPlural(key)) {
      if (!(key in texts)) missing.push(`${code}: ${key}`)
    } else if (key.endsWith('_other')) {
      const lacks = forms.filter((f) => !(`${stem(key)}_${f}` in texts))
      if (lacks.length === forms.length) missing.push(`${code}: ${stem(key)}`)
      else for (const f of lacks) problem(code, `lacks ${stem(key)}_${f}`)
    }
  }
  for (const [key, text] of Object.entries(texts)) {
    const source = en[key] ?? en[`${stem(key)}_other`]
    if (source === undefined) {
      problem(code, `${key} is no text any more`)
      continue
    }
    // "One member" needs no number.
    const wanted = new Set(holes(source))
    const has = new Set(holes(text))
    for (const h of has) if (!wanted.has(h)) problem(code, `${key} has {${h}}, which is not filled in`)
    for (const h of wanted)
      if (!has.has(h) && !(h === 'n' && /_(zero|one|two)$/.test(key))) problem(code, `${key} lacks {${h}}`)
  }
}

/** Every text is used, and no component has texts of its own. */
function checkSources() {
  const files = sources('src').filter((p) => /\.tsx?$/.test(p) && !/\.test\.|\/lang\/(en|ar)\//.test(p))
  const used = new Set()
  const patterns = []
  for (const path of files) {
    const code = readFileSync(path, 'utf8')
    for (const m of code.matchAll(/(['"])([a-z]\w*\.[\w.]+)\1/gi)) used.add(m[2])
    for (const m of code.matchAll(/`([a-z]\w*\.[\w.]*)\$\{[^`]*?\}([\w.]*)`/gi)) patterns.push([m[1], m[2]])
    if (path.endsWith('.tsx') && /\/src\/(features|ui|app)\//.test(path)) checkComponent(relative(root, path), code)
  }
  for (const key of new Set(Object.keys(en).map((k) => (isPlural(k) ? stem(k) : k)))) {
    if (!used.has(key) && !patterns.some(([a, b]) => key.startsWith(a) && key.endsWith(b)))
      problem('en', `${key} is used nowhere`)
  }
}

function checkComponent(path, code) {
  const spoken =
    /^(aria-(label|description|roledescription|valuetext|placeholder)|title|placeholder|alt|label|hint|caption|tooltip)$/
  const names = new Set(['Heliograph'])
  const line = (at) => code.slice(0, at).split('\n').length
  const look = (text, at) => {
    if (/\p{L}{2}/u.test(text) && !names.has(text.trim()))
      problem(`${path}:${line(at)}`, `text of its own: ${text.trim()}`)
  }
  const literals = (node) => {
    if (node?.type === 'Literal' && typeof node.value === 'string') look(node.value, node.start)
    else if (node?.type === 'TemplateLiteral') for (const q of node.quasis) look(q.value.cooked ?? '', q.start)
    else if (node?.type === 'ConditionalExpression') for (const n of [node.consequent, node.alternate]) literals(n)
    else if (node?.type === 'LogicalExpression') for (const n of [node.left, node.right]) literals(n)
  }
  const walk = (node) => {
    if (!node || typeof node !== 'object') return
    if (Array.isArray(node)) {
      for (const n of node) walk(n)
      return
    }
    if (node.type === 'JSXText') look(node.value, node.start)
    if (node.type === 'JSXElement' || node.type === 'JSXFragment') {
      for (const c of node.children) if (c.type === 'JSXExpressionContainer') literals(c.expression)
    }
    if (node.type === 'JSXAttribute' && spoken.test(attribute(node.name))) {
      literals(node.value?.type === 'JSXExpressionContainer' ? node.value.expression : node.value)
    }
    for (const [key, value] of Object.entries(node)) if (key !== 'parent') walk(value)
  }
  walk(parseAst(code, { lang: 'tsx' }).body)
}
