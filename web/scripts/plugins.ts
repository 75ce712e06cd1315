import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/**
 * Solid makes elements of the templates that it compiled components into, by
 * innerHTML: the one place in which text becomes markup. The policy of the page allows
 * that to this function alone, and refuses it to everything else.
 */
export function trustTemplates(): Plugin {
  const place = 't.innerHTML = html;'
  const policy = "const trust = globalThis.trustedTypes?.createPolicy('solid', { createHTML: (html) => html });\n"
  return {
    name: 'trust-templates',
    apply: 'build',
    transform: {
      filter: { id: /solid-js\/web\/dist\/web\.js$/ },
      handler(code) {
        if (code.split(place).length !== 2) this.error('Solid makes its templates in another way by now')
        return { code: policy + code.replace(place, 't.innerHTML = trust ? trust.createHTML(html) : html;'), map: null }
      },
    },
  }
}

/**
 * Names the build by its content, in the page and in the service worker, and tells
 * the service worker which files there are.
 */
export function shell(publicFolder: URL): Plugin {
  return {
    name: 'shell',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const hash = createHash('sha256')
        const contents = Object.entries(bundle).map(
          ([name, file]) => [name, file.type === 'chunk' ? file.code : file.source] as const,
        )
        const still = readdirSync(publicFolder)
          .sort()
          .map((name) => [name, readFileSync(new URL(name, publicFolder))] as const)
        for (const [name, content] of [...contents.sort(([a], [b]) => (a < b ? -1 : 1)), ...still]) {
          hash.update(`${name}\0${content.length}\0`).update(content)
        }
        const id = hash.digest('hex').slice(0, 16)
        const paths = [
          '/',
          ...contents.map(([name]) => `/${name}`).filter((path) => path.startsWith('/assets/')),
          ...still.map(([name]) => `/${name}`).filter((path) => /\.(svg|webmanifest)$|-192\.png$/.test(path)),
        ]
        const page = bundle['index.html']
        const worker = bundle['sw.js']
        if (page?.type !== 'asset' || worker?.type !== 'chunk') {
          this.error('the page or the service worker is not in the bundle')
        }
        page.source = page.source.toString().replace('<head>', `<head>\n    <meta name="build" content="${id}" />`)
        if (!worker.code.includes('__SHELL__') || !worker.code.includes('__BUILD__') || worker.imports.length > 0) {
          this.error('the service worker has to be one file, and to take its list')
        }
        worker.code = worker.code.replaceAll('__SHELL__', JSON.stringify(paths)).replaceAll('__BUILD__', `"${id}"`)
      },
    },
  }
}

/**
 * Licences of all packages that end up in the client: `collect` is for the bundles of
 * the page and of the worker, `emit` writes what was collected into licenses.txt.
 */
export function licenses(): { collect: () => Plugin; emit: () => Plugin } {
  const folders = new Set<string>()
  const collect = (): Plugin => ({
    name: 'collect-licenses',
    apply: 'build',
    moduleParsed({ id }) {
      const folder = /^[^\0?]*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id)?.[0]
      if (folder) folders.add(folder)
    },
  })
  const emit = (): Plugin => ({
    name: 'emit-licenses',
    apply: 'build',
    generateBundle() {
      const source = [...folders].map(licenseOf).sort().join('\n')
      this.emitFile({ type: 'asset', fileName: 'licenses.txt', source })
    },
  })
  return { collect, emit }
}

function licenseOf(folder: string): string {
  const about: { name: string; version: string; license?: string; author?: string | { name: string } } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  )
  const file = readdirSync(folder).find((name) => /^(license|licence|copying)(\.|$)/i.test(name))
  const author = typeof about.author === 'object' ? about.author.name : about.author
  const text = file ? readFileSync(join(folder, file), 'utf8').trim() : (author ?? '')
  return `${about.name} ${about.version} (${about.license ?? 'see below'})\n\n${text}\n\n${'-'.repeat(72)}\n`
}
