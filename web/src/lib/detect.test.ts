import { expect, it } from 'vitest'
import { detect, firstAddress } from './detect'

const found = (text: string): string[] =>
  detect(text).map((e) => `${e.kind}:${text.slice(e.offset, e.offset + e.length)}`)

it.each([
  ['see https://e.org/a_(b), ok', ['url:https://e.org/a_(b)']],
  ['(example.org/x).', ['url:example.org/x']],
  ['http://localhost:8080/?a=1', ['url:http://localhost:8080/?a=1']],
  ['mail a.b@c.example now', ['email:a.b@c.example']],
  [
    'hi @some_one, #tag #42 $USD /start@bot',
    ['mention:@some_one', 'hashtag:#tag', 'cashtag:$USD', 'botCommand:/start@bot'],
  ],
  ['président.fr привет.рф', ['url:président.fr', 'url:привет.рф']],
  ['e.g. this and file.txt 1/2 a@b', []],
  ['#первый', ['hashtag:#первый']],
])('finds in %j', (text, all) => expect(found(text)).toEqual(all))

it('does not look into code', () => {
  expect(detect('@someone', [{ kind: 'code', offset: 0, length: 8 }])).toEqual([])
})

it('knows whose preview comes', () => {
  expect(firstAddress('a b.org c.org')).toBe('b.org')
  expect(firstAddress('a b.org', [{ kind: 'link', url: 'https://x.y', offset: 0, length: 1 }])).toBe('https://x.y')
  expect(firstAddress('nothing')).toBeUndefined()
})
