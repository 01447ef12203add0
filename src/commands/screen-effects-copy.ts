import { UserError } from '../errors.ts';
import type { Report } from '../model.ts';
import type { Answer, Target } from '../tui/effects.ts';
import type { Io } from './io.ts';
import { PrivateFolder } from './private-folder.ts';
import { issueBody } from './screen-effects-issue.ts';

/** Bytes of text: a sequence of 100,000 is the most that terminals take, of which base64 is 99,992. */
export const MOST_COPIED = 74_994;

/**
 * The control sequence that asks the terminal to put a text on the clipboard (OSC 52). In tmux twice: tmux takes it itself (`set-clipboard on`), or
 * hands on what is wrapped for it (`allow-passthrough on`); what it does neither with it drops. null where the text is too long.
 */
export function clipboardSequence(text: string, env: Io['env']): string | null {
  if (Buffer.byteLength(text) > MOST_COPIED) return null;
  const plain = `\u001b]52;c;${Buffer.from(text).toString('base64')}\u0007`;
  return env.TMUX ? `${plain}\u001bPtmux;${plain.replaceAll('\u001b', '\u001b\u001b')}\u001b\\` : plain;
}

/** The terminal's clipboard. It gives no answer, so what is copied is always in a file too. */
export class Clipboard {
  readonly #io: Pick<Io, 'stdout' | 'env'>;
  readonly #folder: PrivateFolder;
  #files = 0;

  constructor(io: Pick<Io, 'stdout' | 'env'>) {
    this.#io = io;
    this.#folder = new PrivateFolder(io.env);
  }

  /** Whether it was sent; nobody knows whether it was taken. */
  send(text: string): boolean {
    const sequence = clipboardSequence(text, this.#io.env);
    if (sequence !== null) this.#io.stdout.write(sequence);
    return sequence !== null;
  }

  async copyReport(report: Report, target: Target | null): Promise<Answer> {
    const body = issueBody(report, target);
    const sent = this.send(body);
    const file = await this.#save(body);
    const limit = MOST_COPIED.toLocaleString('en-US');
    const said = sent
      ? 'The issue was sent to the clipboard (OSC 52: the terminal does not say whether it took it). It is also in'
      : `The issue is longer than the ${limit} bytes that a terminal's clipboard takes (OSC 52). It is in`;
    return { type: 'said', text: `${said} ${file}` };
  }

  async #save(text: string): Promise<string> {
    try {
      this.#files++;
      return await this.#folder.write(this.#files === 1 ? 'issue.md' : `issue-${this.#files}.md`, text);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      throw new UserError(
        `No file could be written in ${this.#folder.parent} (${code ?? message})`,
        'Only the clipboard has it.',
      );
    }
  }
}
