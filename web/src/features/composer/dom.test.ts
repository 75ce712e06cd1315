// @vitest-environment jsdom
import { expect, it } from 'vitest'
import { rich } from '../../lib/edit'
import { draw, select, selected, textOf } from './dom'

const box = () => {
  const root = document.createElement('div')
  document.body.append(root)
  return root
}

it('shows marks as nodes with the same text', () => {
  const root = box()
  draw(root, rich('a bold b', [{ kind: 'bold', offset: 2, length: 4 }]))
  expect(root.querySelector('b')?.textContent).toBe('bold')
  expect(textOf(root)).toBe('a bold b')
})

it('keeps nodes that stay the same', () => {
  const root = box()
  draw(root, rich('x bold', [{ kind: 'bold', offset: 2, length: 4 }]))
  const bold = root.querySelector('b')
  draw(root, rich('xy bold!', [{ kind: 'bold', offset: 3, length: 4 }]))
  expect(root.querySelector('b')).toBe(bold)
  expect(textOf(root)).toBe('xy bold!')
})

it('never makes elements of text', () => {
  const root = box()
  draw(root, rich('<img src=x onerror=alert(1)>', [{ kind: 'link', url: '"><script>', offset: 0, length: 4 }]))
  expect(root.querySelector('img, script')).toBeNull()
  expect(textOf(root)).toBe('<img src=x onerror=alert(1)>')
})

it('reads lines, the last empty one too', () => {
  const root = box()
  draw(root, rich('one\n'))
  expect(textOf(root)).toBe('one\n')
  draw(root, rich(''))
  expect(textOf(root)).toBe('')
})

it('selects by places in the text, across marks', () => {
  const root = box()
  draw(root, rich('a bold b\n', [{ kind: 'bold', offset: 2, length: 4 }]))
  for (const [from, to] of [
    [0, 0],
    [1, 7],
    [4, 9],
    [9, 9],
  ] as const) {
    select(root, from, to)
    expect(selected(root)).toEqual({ from, to })
  }
})
