import { connect, createServer, type Socket } from 'node:net';

/** A way to a server that breaks for good once so many bytes came through it from there. */
export interface CutOff {
  address: string;
  close(): void;
}

/** Opens the way to `address` (`host:port`). */
export async function cutOffAfter(bytes: number, address: string): Promise<CutOff> {
  const [host, port] = address.split(':');
  const sockets = new Set<Socket>();
  let passed = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(port), host);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {});
    }
    client.pipe(upstream);
    upstream.on('data', (chunk) => {
      passed += chunk.length;
      if (passed > bytes) close();
      else client.write(chunk);
    });
  });
  const close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `127.0.0.1:${(server.address() as { port: number }).port}`, close };
}
