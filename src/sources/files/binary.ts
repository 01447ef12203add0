/** Beginnings of files that hold no lines, as bytes in Latin-1, with what they are. */
const MAGIC: [string, string][] = [
  ['PK\x03\x04', 'a zip archive'],
  ['\xfd7zXZ\x00', 'xz-compressed'],
  ['\x28\xb5\x2f\xfd', 'zstd-compressed'],
  ['BZh', 'bzip2-compressed'],
  ['PAR1', 'a Parquet file'],
  ['Obj\x01', 'an Avro file'],
  ['SQLite format 3\x00', 'an SQLite database'],
  ['%PDF-', 'a PDF'],
  ['\x89PNG', 'an image'],
  ['\xff\xd8\xff', 'an image'],
  ['GIF8', 'an image'],
  ['\x7fELF', 'a program'],
];
const SAMPLE = 8192;
/** Logs have the odd escape or NUL; binary data is full of them. */
const MAX_SHARE = 0.05;

/** What kind of binary data the bytes begin; null where they look like text. */
export function binaryKind(bytes: Buffer): string | null {
  const sample = bytes.subarray(0, SAMPLE);
  const start = sample.toString('latin1', 0, 16);
  const magic = MAGIC.find(([prefix]) => start.startsWith(prefix));
  if (magic) return magic[1];
  let controls = 0;
  for (const code of sample) {
    if (code < 32 && !(code >= 8 && code <= 13) && code !== 27) controls++;
  }
  return controls > sample.length * MAX_SHARE ? 'binary data' : null;
}
