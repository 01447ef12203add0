/** The ports of an emulator: plain gRPC, gRPC over TLS and REST. */
import { type Server, ServerCredentials } from '@grpc/grpc-js';
import type { Backend } from './backend.ts';
import { type Certificate, makeCertificate } from './certificate.ts';
import { ConnectionRelay } from './connection-relay.ts';
import type { Gate } from './gate.ts';
import { bind, makeGrpcServer } from './grpc-server.ts';
import { listen } from './listen.ts';
import { makeRestServer } from './rest-server.ts';
import type { TailHub } from './tail-hub.ts';

interface PortOptions {
  host: string;
  port?: number | undefined;
  tlsPort?: number | null | undefined;
  restPort?: number | null | undefined;
  freezable: boolean;
}

interface Ports {
  addresses: { grpc: string; tls: string | null; rest: string | null; caFile: string | null };
  /** Makes the connection from that peer go silent, where the ports are freezable. */
  freeze(peer: string): void;
  close(): Promise<void>;
}

/** Opens them all; where one cannot be opened the others are closed again. */
export async function openPorts(options: PortOptions, backend: Backend, gate: Gate, tails: TailHub): Promise<Ports> {
  const { host, port = 0, tlsPort = null, restPort = null } = options;
  const closers: (() => unknown)[] = [];
  const relays: ConnectionRelay[] = [];
  const freeze = (peer: string): void => {
    for (const relay of relays) relay.freeze(peer);
  };
  const close = async (): Promise<void> => {
    await Promise.all(closers.splice(0).map((closer) => closer()));
  };
  const openGrpc = async (wanted: number, certificate: Certificate | null): Promise<number> => {
    const server = makeGrpcServer(backend, gate, tails.accept, certificate !== null);
    closers.push(() => server.forceShutdown());
    if (!options.freezable) return bindTo(server, host, wanted, certificate);
    const opened = await ConnectionRelay.listen(host, wanted, await bindTo(server, host, 0, certificate));
    relays.push(opened.relay);
    closers.push(() => opened.relay.close());
    return opened.port;
  };
  try {
    const certificate = tlsPort === null ? null : await makeCertificate(host);
    if (certificate !== null) closers.push(certificate.remove);
    const grpc = `${host}:${await openGrpc(port, null)}`;
    const tls = tlsPort === null ? null : `${nameFor(host)}:${await openGrpc(tlsPort, certificate)}`;
    const rest = restPort === null ? null : `${host}:${await openRest(host, restPort, backend, gate, closers)}`;
    return { addresses: { grpc, tls, rest, caFile: certificate?.file ?? null }, freeze, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function bindTo(server: Server, host: string, port: number, certificate: Certificate | null): Promise<number> {
  const credentials =
    certificate === null
      ? ServerCredentials.createInsecure()
      : ServerCredentials.createSsl(null, [{ cert_chain: certificate.cert, private_key: certificate.key }]);
  return bind(server, host, port, credentials);
}

async function openRest(host: string, port: number, backend: Backend, gate: Gate, closers: (() => unknown)[]) {
  const server = makeRestServer(backend, gate);
  closers.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return listen(server, host, port);
}

/** gcloud refuses an address in place of a name behind https. */
const nameFor = (host: string): string => (host === '127.0.0.1' ? 'localhost' : host);
