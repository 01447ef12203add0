/** Pages that a key opens over the view in front. */
import type { RawEntry } from '../../model.ts';
import type { IssueDraft, Target } from '../effects.ts';

/** The scroll position underneath, taken up again when the page is closed. */
interface Above {
  under: number;
}

export interface ServicesPage extends Above {
  kind: 'services';
  /** 0 = all. */
  selected: number;
}

export interface ComparePage extends Above {
  kind: 'compare';
  service: string;
  left: string;
  right: string;
  /** Which of the two the arrows change. */
  side: 'left' | 'right';
}

export interface EntriesPage extends Above {
  kind: 'entries';
  target: Target;
  title: string;
  entries: RawEntry[];
  /** Whether they are the samples of the report, or what the source keeps. */
  from: 'samples' | 'source';
}

export interface IssuePage extends Above {
  kind: 'issue';
  phase: 'checking' | 'ready' | 'sending' | 'done' | 'failed';
  draft: IssueDraft | null;
  /** What became of it. */
  said: string;
}

export interface TextPage extends Above {
  kind: 'text';
  heading: string;
  text: string;
}

export type Overlay = ServicesPage | ComparePage | EntriesPage | IssuePage | TextPage;
