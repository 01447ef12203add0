/** The certificate of a TLS port: made when it starts, forgotten when it closes. */
import { rmSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';

export interface Certificate {
  cert: Buffer;
  key: Buffer;
  /** Where clients find the certificate to trust. */
  file: string;
  remove(): Promise<void>;
}

const DAY_MS = 86_400_000;

/** Makes a certificate for localhost and `host`, good for a day, in a temporary folder of its own. */
export async function makeCertificate(host: string): Promise<Certificate> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() - DAY_MS),
    notAfterDate: new Date(Date.now() + DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }, nameOf(host)] },
    ],
  });
  const folder = await mkdtemp(join(tmpdir(), 'rca-emulator-'));
  const file = join(folder, 'ca.pem');
  await writeFile(file, cert);
  // A process that is ended by a signal closes nothing.
  const atExit = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', atExit);
  return {
    cert: Buffer.from(cert),
    key: Buffer.from(key),
    file,
    remove: () => {
      process.off('exit', atExit);
      return rm(folder, { recursive: true, force: true });
    },
  };
}

const nameOf = (host: string): { type: 2; value: string } | { type: 7; ip: string } =>
  /^[\d.]+$|:/.test(host) ? { type: 7, ip: host } : { type: 2, value: host };
