// The protocol of README.md for drivers on Node.
import { createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

const { HOST, PORT, PUBKEY } = process.env
export const server = { host: HOST, port: Number(PORT), dc: 2 }
export const app = { id: 1, hash: '0123456789abcdef0123456789abcdef' }

// publicKey is the server's: its PEM, its numbers in hexadecimal.
export const publicKey = () => {
  const pem = readFileSync(PUBKEY, 'utf8')
  const { n, e } = createPublicKey(pem).export({ format: 'jwk' })
  const hex = (s) => Buffer.from(s, 'base64url').toString('hex')
  return { pem, modulus: hex(n), exponent: hex(e) }
}

const write = (o) => process.stdout.write(`${JSON.stringify(o)}\n`)

export const tell = {
  message: (message) => write({ event: 'message', message }),
  edit: (message) => write({ event: 'edit', message }),
  delete: (ids) => write({ event: 'delete', ids }),
  later: (by) => write({ event: `later ${by}` }),
}

// serve answers calls with the methods of driver until the input ends; then
// driver.close, and the end of the process.
export async function serve (driver) {
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, call, args } = JSON.parse(line)
    answer(id, driver, call, args)
  }
  await driver.close?.()
  process.exit()
}

async function answer (id, driver, call, args) {
  try {
    write({ id, result: await driver[call](args) ?? {} })
  } catch (e) {
    console.error(call, e)
    write({ id, error: describe(e) })
  }
}

// describe is what libraries throw, in a line: not all of it is an Error.
function describe (e) {
  if (e instanceof Error && e.message) return e.message
  return `${e?.error_code ?? e?.code ?? ''} ${e?.error_message ?? e?.errorMessage ?? String(e)}`.trim()
}

// version is that of an installed package.
export function version (name) {
  const path = new URL(`../node_modules/${name}/package.json`, import.meta.url)
  return JSON.parse(readFileSync(path, 'utf8')).version
}
