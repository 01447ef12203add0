import type { Server } from 'node:net';
import { UserError } from '../errors.ts';

/** Listens on host:port (0 = any free port); resolves to the port. */
export function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(cannotListen(host, port, error)));
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** What a taken or forbidden port is to the user. */
export const cannotListen = (host: string, port: number, error: Error): UserError =>
  new UserError(`cannot listen on ${host}:${port}: ${error.message}`, 'Choose another port, or 0 for any free one.');
