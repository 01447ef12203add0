/** What GitHub would still link, ping, load or render in one line of Markdown once code spans and escapes are set aside, and `allowed` marks. */
export function liveParts(markdown: string, allowed = ''): string[] {
  const { text: whole, open } = withoutCode(markdown);
  const text = allowed === '' ? whole : whole.replaceAll(allowed, '');
  const patterns: [string, RegExp][] = [
    ['mention', /(?<!\w)@\w/],
    ['reference', /#\d/],
    ['GH reference', /\bGH-\d/i],
    ['address', /:\/\/|\bwww\.|\bmailto:/i],
    ['e-mail', /\w@\w/],
    ['commit', /(?<!\w)[0-9a-f]{7,40}(?!\w)/],
    ['html', /<[A-Za-z!?/]/],
    ['entity', /&(?!lt;)[#\w]+;/],
    ['link', /[[\]]/],
    ['strong', /[*~]/],
    ['table', /\|/],
    ['emoji', /:(?!\d\d:)[+\w-]+:/],
    ['math', /\$[^$]*\S\$/],
    ['block', /^ ?(?:[-+](?: |$)|-+ *$|=+ *$|>|#{1,6} |\d{1,9}[.)](?: |$)|~~~|```)/],
    ['control', /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e]/],
  ];
  const live = patterns.filter(([, pattern]) => pattern.test(text)).map(([name]) => name);
  return open ? [...live, 'open code span'] : live;
}

/** The text outside code spans, each escaped character (but `_`, a letter to GitHub) and each span as `␣`. CommonMark 6.1. */
export function withoutCode(markdown: string): { text: string; open: boolean } {
  let text = '';
  let open = false;
  for (let at = 0; at < markdown.length; ) {
    if (markdown[at] === '\\' && /[!-/:-@[-`{-~]/.test(markdown[at + 1] ?? '')) {
      text += markdown[at + 1] === '_' ? '_' : '␣';
      at += 2;
    } else if (markdown[at] === '`') {
      const run = /^`+/.exec(markdown.slice(at))![0];
      const close = closing(markdown, at + run.length, run.length);
      if (close < 0) open = true;
      else text += '␣';
      at = close < 0 ? at + run.length : close;
    } else {
      text += markdown[at++];
    }
  }
  return { text, open };
}

function closing(markdown: string, from: number, length: number): number {
  for (const run of markdown.slice(from).matchAll(/`+/g)) {
    if (run[0].length === length) return from + run.index + length;
  }
  return -1;
}
