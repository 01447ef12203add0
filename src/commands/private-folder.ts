import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for temporary files that nobody else may enter: what a screen shows may be confidential. Made when it is first written to. */
export class PrivateFolder {
  /** Where it is made. */
  readonly parent: string;
  #folder: string | null = null;

  constructor({ TMPDIR }: Record<string, string | undefined>) {
    this.parent = TMPDIR || tmpdir();
  }

  /** Writes a file that was not there, and returns its path. Rejects as the file system does. */
  async write(name: string, text: string): Promise<string> {
    this.#folder ??= await mkdtemp(join(this.parent, 'rca-'));
    const file = join(this.#folder, name);
    await writeFile(file, text, { mode: 0o600, flag: 'wx' });
    return file;
  }
}
