/**
 * A port whose connections pass through to another one and can go silent one by one: what is sent is not read any more, and
 * nothing comes, not even the answer to a keepalive. A server cannot do that to its own connections.
 */
import { connect, createServer, type Server, type Socket } from 'node:net';
import { listen } from './listen.ts';

interface Pair {
  client: Socket;
  upstream: Socket;
}

export class ConnectionRelay {
  readonly #server: Server;
  /** By the address that the upstream server sees. */
  readonly #pairs = new Map<string, Pair>();

  private constructor(server: Server) {
    this.#server = server;
  }

  /** Listens on host:port (0 = any free port) and passes on to host:target; resolves to the relay and its port. */
  static async listen(host: string, port: number, target: number): Promise<{ relay: ConnectionRelay; port: number }> {
    const server = createServer();
    const relay = new ConnectionRelay(server);
    server.on('connection', (client) => relay.#join(client, connect(target, host)));
    return { relay, port: await listen(server, host, port) };
  }

  /** Silences the connection that the server behind knows by this peer (`address:port`). */
  freeze(peer: string): void {
    const pair = this.#pairs.get(peer);
    if (pair === undefined) return;
    for (const socket of [pair.client, pair.upstream]) socket.unpipe().pause();
  }

  close(): void {
    this.#server.close();
    for (const { client, upstream } of this.#pairs.values()) {
      client.destroy();
      upstream.destroy();
    }
  }

  #join(client: Socket, upstream: Socket): void {
    const pair = { client: client.setNoDelay(), upstream: upstream.setNoDelay() };
    let peer = '';
    upstream.once('connect', () => {
      peer = `${upstream.localAddress}:${upstream.localPort}`;
      this.#pairs.set(peer, pair);
      client.pipe(upstream).pipe(client);
    });
    const part = (): void => {
      client.destroy();
      upstream.destroy();
      this.#pairs.delete(peer);
    };
    for (const socket of [client, upstream]) socket.on('error', part).on('close', part);
  }
}
