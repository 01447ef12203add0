/**
 * Which of the generator's lines an entry came from. The generator writes a mark into the line's text, the engine carries it into the
 * entry, and here it is taken out again: what is scanned holds none.
 */

const OPEN = '\u{E000}';
const CLOSE = '\u{E001}';
const MARK = /\u{E000}([^\u{E001}]*)\u{E001}/gu;

/** The text with the mark at the end of each line: of a trace that is split each entry bears it. */
export function mark(text: string, id: string): string {
  return text
    .split('\n')
    .map((line) => `${line}${OPEN}${id}${CLOSE}`)
    .join('\n');
}

/** A JSON text without its marks, and the first of them; an empty textPayload that held only a mark goes too. */
export function takeMark(json: string): { json: string; id: string | null } {
  if (!json.includes(OPEN)) return { json, id: null };
  let id: string | null = null;
  const clean = json.replace(MARK, (_, found: string) => {
    id ??= found;
    return '';
  });
  return { json: clean.replace('"textPayload":"",', '').replace(',"textPayload":""', ''), id };
}
