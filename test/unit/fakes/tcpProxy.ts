// A TCP line in the middle: counts what is open, and can fall silent.

import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

export class TcpProxy {
  readonly port: number
  readonly #server: Server
  readonly #sockets = new Set<Socket>()

  private constructor(server: Server) {
    this.#server = server
    this.port = (server.address() as AddressInfo).port
  }

  /** Listens on loopback; without a target nothing ever answers. `greeting` is said to whoever connects. */
  static async start(target?: number, greeting = ''): Promise<TcpProxy> {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const proxy = new TcpProxy(server)
    server.on('connection', (socket) => proxy.#join(socket, target, greeting))
    return proxy
  }

  /** Connections of clients that stand. */
  get open(): number {
    return this.#sockets.size
  }

  /** Resolves when no client is connected any more. */
  async empty(): Promise<void> {
    while (this.#sockets.size > 0) await new Promise((resolve) => setTimeout(resolve, 5))
  }

  /** From now on nothing comes from the server, nor its end. */
  freeze(): void {
    for (const socket of this.#sockets) socket.emit('freeze')
  }

  /** Cuts all connections, as a broken line does. */
  reset(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy()
  }

  close(): void {
    this.#server.close()
    for (const socket of this.#sockets) socket.destroy()
  }

  #join(socket: Socket, target: number | undefined, greeting: string): void {
    this.#sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => this.#sockets.delete(socket))
    if (greeting !== '') socket.write(greeting)
    if (target === undefined) {
      socket.resume()
      return
    }
    const onward = connect(target, '127.0.0.1')
    onward.on('error', () => undefined)
    socket.pipe(onward)
    onward.pipe(socket)
    socket.once('close', () => onward.destroy())
    onward.once('close', () => socket.end())
    socket.once('freeze', () => onward.unpipe(socket).removeAllListeners('close').pause())
  }
}
