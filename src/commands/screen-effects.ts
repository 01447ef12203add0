import type { RawEntry } from '../model.ts';
import type { Answer, Effect, Perform, Target } from '../tui/effects.ts';
import type { Io } from './io.ts';
import { Browser } from './screen-effects-browse.ts';
import { Clipboard } from './screen-effects-copy.ts';
import { draftIssue, fileIssue } from './screen-effects-issue.ts';
import { muteInConfig } from './screen-effects-mute.ts';
import type { Settings } from './settings.ts';

export interface EffectOptions {
  io: Pick<Io, 'stdout' | 'env'>;
  settings: Pick<Settings, 'config' | 'redactor'>;
  /** `--config`. */
  config: string | null;
  /** What a source keeps of a signature's entries beyond the samples, newest last; redacted here. */
  entriesOf?: ((target: Target) => RawEntry[] | null) | undefined;
}

/** What the screen may not do itself, done with this process's terminal, files and programs. */
export function screenEffects({ io, settings, config, entriesOf }: EffectOptions): Perform {
  const clipboard = new Clipboard(io);
  const browser = new Browser(io.env, clipboard);
  return async (effect: Effect): Promise<Answer> => {
    switch (effect.type) {
      case 'copy':
        return clipboard.copyReport(effect.report, effect.target);
      case 'browse':
        return browser.open(effect.report, effect.target);
      case 'draft':
        return { type: 'draft', draft: await draftIssue(effect.report, effect.target, io.env) };
      case 'file':
        return { type: 'filed', text: await fileIssue(effect.draft, io.env) };
      case 'mute':
        return { type: 'said', text: await muteInConfig(config, settings.config.muted, effect) };
      case 'entries': {
        const kept = entriesOf?.(effect.target) ?? null;
        const entries = kept && settings.redactor ? settings.redactor.value(kept) : kept;
        return { type: 'entries', entries };
      }
    }
  };
}
