import { createGunzip, type Gunzip } from 'node:zlib';

/** Compressed bytes given to zlib at a time: what comes out of them is held, so it must not be much. */
const SLICE = 64 * 1024;

/** How a gzip stream or the like ended before its end. */
export type OnBroken = (why: string) => void;

/** Unpacks gzip and turns UTF-16 (which PowerShell writes with `>`) into UTF-8, known by the first bytes; passes all else on. */
export async function* decode(bytes: AsyncGenerator<Buffer>, onBroken: OnBroken): AsyncGenerator<Buffer> {
  const { head, rest } = await peek(bytes, 2);
  const mark = head.length < 2 ? 0 : head.readUInt16BE(0);
  if (mark === 0x1f8b) yield* decode(gunzip(rest, onBroken), onBroken);
  else if (mark === 0xfffe) yield* fromUtf16(rest, 'utf-16le');
  else if (mark === 0xfeff) yield* fromUtf16(rest, 'utf-16be');
  else yield* rest;
}

/** The first `count` bytes, and all of them again with the rest. */
async function peek(bytes: AsyncGenerator<Buffer>, count: number) {
  let head: Buffer = Buffer.alloc(0);
  while (head.length < count) {
    const { done, value } = await bytes.next();
    if (done) break;
    // A copy: the chunk's memory is used again for the next.
    head = Buffer.concat([head, value]);
  }
  async function* rest(): AsyncGenerator<Buffer> {
    try {
      if (head.length > 0) yield head;
      yield* bytes;
    } finally {
      await bytes.return(undefined);
    }
  }
  return { head, rest: rest() };
}

async function* fromUtf16(bytes: AsyncGenerator<Buffer>, encoding: string): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of bytes) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

/** All that can be unpacked: of a stream that breaks off or is damaged, what stands before. Members may follow each other. */
async function* gunzip(bytes: AsyncGenerator<Buffer>, onBroken: OnBroken): AsyncGenerator<Buffer> {
  const pump = new GunzipPump();
  try {
    for await (const chunk of bytes) {
      for (let at = 0; at < chunk.length && !pump.failure; at += SLICE) {
        await pump.write(chunk.subarray(at, at + SLICE));
        yield* pump.take();
      }
      if (pump.failure) break;
    }
    await pump.end();
    yield* pump.take();
  } finally {
    pump.close();
  }
  if (pump.failure?.code === 'Z_BUF_ERROR') onBroken('the compressed data breaks off');
  else if (pump.failure) onBroken('the compressed data is damaged: what follows the damage is not read');
}

/** zlib's stream asked step by step: a stream that is iterated loses what it had unpacked when an error comes. */
class GunzipPump {
  failure: NodeJS.ErrnoException | null = null;
  private readonly stream: Gunzip = createGunzip({ chunkSize: SLICE });
  private out: Buffer[] = [];
  private wake: () => void = () => {};

  constructor() {
    this.stream.on('data', (chunk: Buffer) => this.out.push(chunk));
    this.stream.on('end', () => this.wake());
    this.stream.on('error', (error) => {
      this.failure = error;
      this.wake();
    });
  }

  /** Settles when all of `slice` is unpacked, or on a failure. */
  write(slice: Buffer): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
      this.stream.write(slice, () => resolve());
    });
  }

  end(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
      if (this.failure) resolve();
      else this.stream.end();
    });
  }

  close(): void {
    this.stream.destroy();
  }

  take(): Buffer[] {
    return this.out.splice(0);
  }
}
