import { oneLine } from '../text/escape.ts';
import type { Effect } from '../tui/effects.ts';

type Mute = Extract<Effect, { type: 'mute' }>;

/** Longer reasons make a file hard to read. */
const MOST = 120;

/** Keeps a mute in the configuration, and in `muted`, which the next report is made with. Says what was done. */
export async function muteInConfig(file: string | null, muted: Set<string>, effect: Mute): Promise<string> {
  const { signature, aliases, title, on } = effect;
  const { editMute } = await import('../config.ts');
  const { path, created } = await editMute(file, { signature, aliases, reason: oneLine(title, MOST), on });
  if (on) muted.add(signature);
  else for (const name of [signature, ...aliases]) muted.delete(name);
  if (created) return `Muted: ${path} was made for it. m again takes it back.`;
  return on ? `Muted in ${path}. m again takes it back.` : `No longer muted in ${path}.`;
}
