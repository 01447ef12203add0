import type { IssueDraft } from '../effects.ts';
import { fold } from '../lines/fold.ts';
import { BLANK, type Line, line } from '../lines/line.ts';
import { paragraph } from '../lines/wrap.ts';
import type { IssuePage } from './overlay.ts';

/** Exactly what Enter would send, or what became of it. */
export function issueLines({ phase, draft, said }: IssuePage, columns: number): Line[] {
  const status = paragraph(statusOf(phase, draft, said), columns, {
    tone: phase === 'failed' ? 'bad' : phase === 'done' ? 'good' : 'strong',
  });
  if (draft === null) return [line('File an issue', 'heading'), ...status];
  const { repository, visibility, title, body, existing } = draft;
  const facts: [string, string][] = [
    ['repository', `${repository} (${visibility})`],
    ...(existing === null
      ? ([
          ['as', 'a new issue'],
          ['title', title],
        ] satisfies [string, string][])
      : ([
          ['as', `a comment on the open issue #${existing.number}: ${existing.title}`],
          ['at', existing.url],
        ] satisfies [string, string][])),
    ['body', `${body.length.toLocaleString('en-US')} characters of Markdown, all of it below`],
  ];
  return [
    line('File an issue', 'heading'),
    ...status,
    BLANK,
    ...facts.flatMap(([name, value]) => paragraph(value, columns, { lead: `  ${name.padEnd(10)}  ` })),
    line('─'.repeat(Math.max(0, columns)), 'dim'),
    ...fold(body, columns),
  ];
}

function statusOf(phase: IssuePage['phase'], draft: IssueDraft | null, said: string): string {
  switch (phase) {
    case 'checking':
      return 'Asking gh for the repository and for an open issue with this fingerprint …';
    case 'ready':
      return `Nothing is sent yet. Enter ${draft?.existing ? 'comments on' : 'files'} the issue, Esc leaves it.`;
    case 'sending':
      return 'Sending …';
    case 'done':
    case 'failed':
      return said;
  }
}
