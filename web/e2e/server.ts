import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, openSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const program = process.env.HELIOGRAPH_PROGRAM ?? join(import.meta.dirname, '../../bin/heliograph')

/** The real program on a port of its own, with its own data and numbers for tests. */
export class Server {
  #process: ChildProcess | undefined

  private constructor(
    readonly url: string,
    private readonly address: string,
    private readonly data: string,
    private readonly settings: Readonly<Record<string, string>>,
  ) {}

  /** `settings` are variables of its environment. */
  static async start(settings: Readonly<Record<string, string>> = {}): Promise<Server> {
    const address = `127.0.0.1:${await freePort()}`
    const data = mkdtempSync(join(tmpdir(), 'heliograph-web-'))
    const server = new Server(`http://${address}`, address, data, settings)
    await server.up()
    return server
  }

  /** Starts it, again on the same address and data. */
  async up(): Promise<void> {
    const log = openSync(join(this.data, 'server.log'), 'a')
    this.#process = spawn(
      program,
      ['serve', '--listen', this.address, '--data', join(this.data, 'data'), '--test-numbers'],
      {
        stdio: ['ignore', log, log],
        env: { ...process.env, HELIOGRAPH_ADMIN_LISTEN: '', HELIOGRAPH_LOGIN_FRESH_RESET_WAIT: '0s', ...this.settings },
      },
    )
    await until(async () => (await fetch(`${this.url}/client.json`).catch(() => undefined))?.ok === true)
  }

  /** Ends it as a power failure would. */
  async kill(): Promise<void> {
    const ended = new Promise((resolve) => this.#process?.once('exit', resolve))
    this.#process?.kill('SIGKILL')
    await ended
  }

  async stop(): Promise<void> {
    await this.kill()
    rmSync(this.data, { recursive: true, force: true })
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}

/** Waits until something is so, for 20 seconds at most unless told otherwise. */
export async function until(
  so: () => Promise<boolean> | boolean,
  what: string | (() => string) = 'the server',
  limit = 20_000,
): Promise<void> {
  const end = Date.now() + limit
  while (!(await so())) {
    if (Date.now() > end) throw new Error(`it took too long: ${typeof what === 'string' ? what : what()}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
