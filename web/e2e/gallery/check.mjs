// Shows every primitive to axe in both themes, each accent colour and both directions.
//   node e2e/gallery/check.mjs [folder for screenshots]
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { chromium } from 'playwright-core'
import { createServer } from 'vite'

const pictures = process.argv[2]
const axe = await readFile(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')
const server = await createServer({ server: { port: 0, host: '127.0.0.1' }, logLevel: 'error' })
await server.listen()
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
const errors = []
page.on('pageerror', (e) => errors.push(String(e)))

async function open(query) {
  await page.goto(`${server.resolvedUrls.local[0]}gallery.html${query}`)
  await page.getByText('Loading chats').first().waitFor({ state: 'attached' }) // skeletons come late
  await page.evaluate(axe)
}

async function clean(what) {
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((a) => a.effect.getTiming().iterations === 1)
        .map((a) => a.finished),
    ),
  )
  const { violations } = await page.evaluate(() => window.axe.run())
  for (const v of violations)
    for (const n of v.nodes) console.log(what, v.id, n.target.join(' '), n.any[0]?.message ?? v.help)
  assert.equal(violations.length, 0, what)
  console.log(`ok  ${what}`)
}

const shot = async (name, o) => pictures && page.screenshot({ path: `${pictures}/${name}.png`, ...o })

/** The whole page, not only what fits the window. */
async function whole(name) {
  if (!pictures) return
  const size = page.viewportSize()
  const height = await page.evaluate(() => document.querySelector('main').scrollHeight)
  await page.setViewportSize({ width: size.width, height })
  await shot(name)
  await page.setViewportSize(size)
}

await open('')
await clean('all primitives')
await whole('gallery')
for (const theme of ['light', 'dark']) {
  await open(`?theme=${theme}`)
  const side = page.getByRole('region', { name: theme })
  await side.getByRole('button', { name: 'More' }).click()
  await clean(`menu, ${theme}`)
  await shot(`menu-${theme}`)
  await page.keyboard.press('Escape')
  await side.getByRole('button', { name: 'Emoji' }).click()
  await clean(`popover, ${theme}`)
  await shot(`popover-${theme}`)
  await page.keyboard.press('Escape')
  await side.getByRole('button', { name: 'Open a dialog' }).click()
  await clean(`dialog, ${theme}`)
  await shot(`dialog-${theme}`)
  await page.keyboard.press('Escape')
  await side.getByRole('button', { name: 'Ask' }).click()
  await clean(`question, ${theme}`)
  await shot(`confirm-${theme}`)
  await page.keyboard.press('Escape')
  await side.getByRole('button', { name: 'Toast' }).click()
  await clean(`toast, ${theme}`)
  await shot(`toast-${theme}`)
}
for (const accent of ['teal', 'green', 'orange', 'red', 'pink', 'violet', 'graphite']) {
  await open(`?accent=${accent}`)
  await clean(`accent ${accent}`)
}
await whole('graphite')
await open('?dir=rtl')
await clean('right to left')
await whole('rtl')
await page.setViewportSize({ width: 320, height: 640 })
await open('')
await clean('320 px wide')
assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 320), 'it is wider than 320 px')
await shot('phone')
await page.getByRole('button', { name: 'Open a dialog' }).first().click()
await clean('dialog on a phone')
await shot('phone-dialog')
assert.deepEqual(errors, [])
await browser.close()
await server.close()
