import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type Server as NetServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Server } from '../../api/server'

const root = new URL('../../../../', import.meta.url).pathname

/** The program: that of HELIOGRAPH_BINARY, or one built from the source beside this. */
function binary(): string {
  const given = process.env.HELIOGRAPH_BINARY
  if (given) return given
  const built = join(root, 'bin/heliograph-worker-test')
  execFileSync('go', ['build', '-o', built, './cmd/heliograph'], { cwd: root, stdio: 'inherit' })
  return built
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** A server of its own for a test, and a wire to it that can be cut. */
export class TestServer {
  readonly #data = mkdtempSync(join(tmpdir(), 'heliograph-'))
  readonly #binary = binary()
  #port = 0
  #process: ChildProcess | undefined

  static async start(): Promise<TestServer> {
    const server = new TestServer()
    server.#port = await freePort()
    await server.run()
    return server
  }

  get port(): number {
    return this.#port
  }

  /** Starts the program, which was ended, on what it had kept. */
  async run(): Promise<void> {
    const listen = ['--listen', `127.0.0.1:${this.#port}`, '--admin-listen', `127.0.0.1:${await freePort()}`]
    const args = ['serve', ...listen, '--data', this.#data, '--test-numbers']
    this.#process = spawn(this.#binary, args, { stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    this.#process.stderr?.on('data', (part) => {
      said += part
    })
    for (;;) {
      if (this.#process.exitCode !== null) throw new Error(`the server has ended: ${said}`)
      try {
        await this.about()
        return
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
  }

  async about(): Promise<Server> {
    return (await (await fetch(`http://127.0.0.1:${this.#port}/client.json`)).json()) as Server
  }

  /** Ends the program: as when somebody stops it, or as when the machine loses its power. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const running = this.#process
    if (!running || running.exitCode !== null || running.signalCode !== null) return
    const ended = new Promise((resolve) => running.once('exit', resolve))
    running.kill(signal)
    await ended
  }

  /** A copy of all that it keeps; it must not run. The answer puts it back. */
  backup(): () => void {
    const copy = mkdtempSync(join(tmpdir(), 'heliograph-copy-'))
    cpSync(this.#data, copy, { recursive: true })
    return () => {
      rmSync(this.#data, { recursive: true })
      cpSync(copy, this.#data, { recursive: true })
      rmSync(copy, { recursive: true })
    }
  }

  async close(): Promise<void> {
    await this.end('SIGKILL')
    if (existsSync(this.#data)) rmSync(this.#data, { recursive: true })
  }

  /** A way to the server of one browser. */
  wire(): Promise<Wire> {
    return Wire.to(this.#port)
  }
}

/** What lies between a browser and the server. */
export class Wire {
  readonly #sockets = new Set<Socket>()
  #whole = true
  #muted = false
  private constructor(
    private readonly listener: NetServer,
    readonly origin: string,
  ) {}

  static async to(port: number): Promise<Wire> {
    const listener = createServer()
    const own = await new Promise<number>((resolve) => {
      listener.listen(0, '127.0.0.1', () => {
        const address = listener.address()
        resolve(typeof address === 'object' && address ? address.port : 0)
      })
    })
    const wire = new Wire(listener, `http://127.0.0.1:${own}`)
    listener.on('connection', (near) => wire.#carry(near, port))
    return wire
  }

  /** Ends all connections, and each new one, until it is mended. */
  cut(): void {
    this.#whole = false
    for (const socket of this.#sockets) socket.destroy()
  }

  mend(): void {
    this.#whole = true
    this.#muted = false
  }

  /** Nothing that the server says arrives any more. */
  mute(): void {
    this.#muted = true
  }

  close(): void {
    this.cut()
    this.listener.close()
  }

  #carry(near: Socket, port: number): void {
    near.on('error', () => undefined)
    if (!this.#whole) {
      near.destroy()
      return
    }
    const far = connect(port, '127.0.0.1')
    far.on('error', () => near.destroy())
    for (const socket of [near, far]) {
      this.#sockets.add(socket)
      socket.on('close', () => {
        this.#sockets.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
    near.pipe(far)
    far.on('data', (part) => {
      if (!this.#muted) near.write(part)
    })
  }
}
