// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Changes, Offered, Source } from './choice'

const german: Offered = {
  code: 'de',
  name: 'German',
  native: 'Deutsch',
  rtl: false,
  plural: 'de',
  done: 1,
  beta: false,
}
const simple: Offered = { ...german, code: 'de-simple', base: 'de' }

class Server implements Source {
  asked: string[] = []
  list: Offered[] = [german, simple]
  answers: Record<string, Changes> = {
    de: { version: 1, set: { 'time.online': 'da', 'time.recently': 'neulich da' }, gone: [], whole: true },
    'de-simple': { version: 1, set: { 'time.online': 'ist da' }, gone: [], whole: true },
  }
  async languages() {
    return this.list
  }
  async texts(code: string, version: number) {
    this.asked.push(`${code}/${version}`)
    const all = this.answers[code]
    if (!all) throw new Error('LANG_CODE_NOT_SUPPORTED')
    return version === all.version ? { ...all, set: {}, whole: false } : all
  }
}

/** page is the modules as a freshly loaded page has them; what is in localStorage stays. */
async function page(languages: readonly string[]) {
  vi.resetModules()
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(languages)
  return { ...(await import('./choice')), ...(await import('./lang')) }
}

beforeEach(() => localStorage.clear())
afterEach(() => vi.restoreAllMocks())

describe('the language of the page', () => {
  it('is the browser’s, with its way of writing dates', async () => {
    const p = await page(['en-GB', 'de'])
    await p.startLanguage()
    expect([p.language().code, p.locale(), document.documentElement.lang]).toEqual(['en', 'en-GB', 'en'])
  })

  it('is one of the server’s as soon as that is there, and at once the next time', async () => {
    const server = new Server()
    const p = await page(['de-AT', 'en'])
    await p.startLanguage()
    expect(p.t('time.online')).toBe('online')
    await p.serveLanguages(server)
    expect([p.t('time.online'), p.locale(), document.documentElement.lang]).toEqual(['da', 'de-AT', 'de'])
    const again = await page(['de-AT', 'en'])
    await again.startLanguage()
    expect(again.t('time.online')).toBe('da')
    await again.serveLanguages(server)
    expect(server.asked).toEqual(['de/0', 'de/1'])
  })

  it('follows what changed and went', async () => {
    const server = new Server()
    const p = await page(['de'])
    await p.serveLanguages(server)
    server.answers.de = { version: 2, set: { 'time.online': 'hier' }, gone: ['time.recently'], whole: false }
    await p.serveLanguages(server)
    expect([p.t('time.online'), p.t('time.recently')]).toEqual(['hier', 'last seen recently'])
  })

  it('fills gaps from another language of the server', async () => {
    const p = await page(['en'])
    await p.serveLanguages(new Server())
    await p.chooseLanguage('de-simple')
    expect([p.t('time.online'), p.t('time.recently')]).toEqual(['ist da', 'neulich da'])
  })

  it('is kept when chosen, and given back', async () => {
    const p = await page(['en'])
    await p.startLanguage()
    await p.chooseLanguage('ar')
    expect([document.documentElement.dir, p.t('time.online')]).toEqual(['rtl', 'متصل'])
    const again = await page(['en'])
    await again.startLanguage()
    expect([again.chosen(), again.language().dir]).toEqual(['ar', 'rtl'])
    await again.chooseLanguage(undefined)
    expect([again.chosen(), again.language().code, document.documentElement.dir]).toEqual([undefined, 'en', 'ltr'])
  })

  it('bears a server without texts, and broken ones in the browser', async () => {
    localStorage.setItem('heliograph.language.en', '{')
    localStorage.setItem('heliograph.language', 'xx')
    const server = new Server()
    server.list = []
    const p = await page(['ar-EG'])
    await p.startLanguage()
    await p.serveLanguages(server)
    expect(p.t('time.online')).toBe('online')
    await p.chooseLanguage(undefined)
    expect([p.language().code, p.locale(), server.asked]).toEqual(['ar', 'ar-EG', []])
  })

  it('is the browser’s when the chosen one is not there any more', async () => {
    localStorage.setItem('heliograph.language', 'xx')
    const p = await page(['ar'])
    await p.startLanguage()
    await p.serveLanguages(new Server())
    expect(p.language().code).toBe('ar')
  })

  it('can be made up, to see what is too narrow', async () => {
    const p = await page(['en'])
    await p.chooseLanguage('en-XA')
    expect(p.t('time.seenMinutes', { n: 5 })).toMatch(/^\[ļášţ šééñ 5 ɱíñûţéš áğö ·····.*\]$/)
    await p.chooseLanguage('ar-XB')
    expect([p.language().dir, p.t('time.online')]).toEqual(['rtl', '\u202eonline\u202c'])
  })
})
