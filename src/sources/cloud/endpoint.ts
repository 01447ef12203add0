import { UserError } from '../../errors.ts';

/** A server's address in the two parts that the clients want. */
export interface Endpoint {
  host: string;
  port: number;
}

/** `host:port` (IPv6 in brackets). UserError names the flag that it came from. */
export function parseEndpoint(text: string, flag: string): Endpoint {
  const parts = /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+):(\d{1,5})$/.exec(text.trim());
  const port = Number(parts?.[2]);
  if (!parts || port < 1 || port > 65_535) {
    throw new UserError(`${flag} wants HOST:PORT, not '${text}'`, `for example ${flag} 127.0.0.1:8085`);
  }
  return { host: parts[1]!, port };
}
