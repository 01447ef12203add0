/** Reads one input's bytes as they come. */
export interface Reader {
  /** The memory of `bytes` is used again afterwards. */
  push(bytes: Buffer): void;
  /** Nothing follows. */
  end(): void;
}
