import { spawn } from 'node:child_process';
import type { Report } from '../model.ts';
import { explorerLink, filterFor } from '../report/index.ts';
import type { Answer, Target } from '../tui/effects.ts';
import type { Io } from './io.ts';
import type { Clipboard } from './screen-effects-copy.ts';

/** Milliseconds after which a program that still runs is taken to have opened it. */
const PATIENCE = 2000;

/** The program that opens an address where a browser can be seen from here; null over SSH and without a display. */
export function openerOf(env: Io['env'], platform: NodeJS.Platform): [string, string[]] | null {
  if (env.SSH_CONNECTION || env.SSH_TTY) return null;
  if (platform === 'darwin') return ['open', []];
  if (platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler']];
  return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open', []] : null;
}

/** Opens the Logs Explorer, or shows the address where nothing can open it. */
export class Browser {
  readonly #env: Io['env'];
  readonly #clipboard: Clipboard;

  constructor(env: Io['env'], clipboard: Clipboard) {
    this.#env = env;
    this.#clipboard = clipboard;
  }

  async open(report: Report, target: Target | null): Promise<Answer> {
    const filter = target && filterFor(report, target);
    if (filter === null) return { type: 'failed', text: 'No filter finds the entries of this one' };
    const { project } = report.scope;
    if (project === null) {
      const text = `These logs name no project, so there is no address. The filter that finds the entries:\n\n${filter}`;
      return { type: 'page', heading: 'Logs Explorer', text };
    }
    const link = explorerLink(filter, project, this.#onset(report, target!));
    const opener = openerOf(this.#env, process.platform);
    if (opener !== null && (await run(opener, link, this.#env)))
      return { type: 'said', text: `${opener[0]} was asked to open the Logs Explorer` };
    const sent = this.#clipboard.send(link) ? ' It was sent to the clipboard too (OSC 52).' : '';
    return {
      type: 'page',
      heading: 'Logs Explorer',
      text: `No browser can be opened from here: open this address in yours.${sent}\n\n${link}\n\nIt asks:\n\n${filter}`,
    };
  }

  /** The first entry of the window. */
  #onset({ diagnoses, signatures }: Report, { signature, service }: Target): string | null {
    const diagnosis = diagnoses.find((item) => item.signature === signature && item.service === service);
    if (diagnosis) return diagnosis.onset;
    return signatures.find((item) => item.signature === signature && item.service === service)?.first ?? null;
  }
}

/** Whether the program took it: it is there, and has not failed at once. Without a shell; what it prints is not shown. */
function run([program, before]: [string, string[]], link: string, env: Io['env']): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, [...before, link], { env, stdio: 'ignore', detached: true });
    const timer = setTimeout(() => resolve(true), PATIENCE);
    const end = (took: boolean) => {
      clearTimeout(timer);
      resolve(took);
    };
    child.on('error', () => end(false));
    child.on('exit', (code) => end(code === 0));
    child.unref();
  });
}
