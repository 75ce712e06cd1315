// Draws public/icon.svg as the pictures that home screens want: node scripts/icons.mjs
// after it was changed. A maskable one has its ground to the edges, for the system to
// cut, and the mark within the middle that every system leaves.
import { readFile } from 'node:fs/promises'
import { chromium } from 'playwright-core'

const folder = new URL('../public/', import.meta.url)
const svg = await readFile(new URL('icon.svg', folder), 'utf8')
const maskable = svg
  .replace('rx="116"', '')
  .replace('<g id="mark"', '<g id="mark" transform="translate(256 256) scale(0.8) translate(-269 -243)"')

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
const page = await browser.newPage()
for (const [name, source, size] of [
  ['icon-192.png', svg, 192],
  ['icon-512.png', svg, 512],
  ['maskable-192.png', maskable, 192],
  ['maskable-512.png', maskable, 512],
]) {
  await page.setViewportSize({ width: size, height: size })
  const drawn = source.replace('<svg ', `<svg width="${size}" height="${size}" style="display:block" `)
  await page.setContent(`<body style="margin:0;background:transparent">${drawn}`)
  await page.screenshot({ path: new URL(name, folder).pathname, omitBackground: true })
}
await browser.close()
