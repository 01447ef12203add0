import type { Category } from '../model.ts';
import type { Draft } from './draft.ts';
import { UNFINISHED } from './unfinished.ts';

/** Who follows a link from a file finds what an editor helps with. */
const SCHEMA = '# yaml-language-server: $schema=..';

/** A YAML scalar behind `- ` or `name: ` that stands `indent` blanks in; a text of several lines as a block. */
export function scalar(text: string, indent: number): string {
  // What YAML could take for something else or not keep goes into quotes.
  if (!text.includes('\n') || /[^\t\n -~\u00a1-\ud7ff\ue000-\ufefe]/.test(text) || /\n$/.test(text))
    return JSON.stringify(text);
  const lines = text.split('\n').map((line) => (line ? ' '.repeat(indent) + line : ''));
  return `|2-\n${lines.join('\n')}`;
}

function roleOf(area: Category): string {
  return area === 'lifecycle' || area === 'noise' ? area : 'cause';
}

/** The text of a new rule's file, with what is still to be written marked. */
export function ruleText(area: Category, draft: Draft | null): string {
  const pattern = draft?.pattern ?? `${UNFINISHED} \\bthe text that never varies, with what varies as (?P<name>\\d+)`;
  const needle = draft?.needle ?? `${UNFINISHED} a part of the text that every match contains`;
  return `${SCHEMA}/rule.schema.json
# What is wrong, in a few words, no full stop. {name} stands for a capture.
title: ${UNFINISHED} what is wrong
# cause: where a chain of whys can start; symptom: where it shows; lifecycle and noise: no failures.
role: ${roleOf(area)}
# WARNING, ERROR or CRITICAL.
severity: ERROR
# RE2, one pattern an alternative, with (?P<name>...) captures: name them by what they are. What stands before the message
# (time, level, logger) is cut off first; of a trace the root exception decides.
patterns:
  - >-
    ${pattern}
# Every match contains one of these, case as in the text. Rare ones: they decide which lines are looked at.
needles:
  - ${JSON.stringify(needle)}
# Captures that tell two problems apart (the name of a module, a reason), not those that vary each time (users, counts).
identity: []
# Only entries of these logs: request, stdout, stderr, system, audit, other. [] = any.
logs: []
# What this can bring about: rule ids or AREA/*, such as websocket/*. \`rca rules list\` has them.
leadsTo: []
cause: ${UNFINISHED} why this happens, in one or two sentences
remedy:
  - ${UNFINISHED} the first step for whoever is on call
# Public pages that say more.
references: []
`;
}

function firstSpecimen(text: string, draft: Draft | null): string {
  const captures = Object.entries(draft?.captures ?? {});
  if (!captures.length) return `  - ${scalar(text, 4)}`;
  const rows = captures.map(([name, value]) => `      ${name}: ${JSON.stringify(value)}`);
  return [`  - text: ${scalar(text, 6)}`, '    captures:', ...rows].join('\n');
}

/** The text of a new rule's specimens: `texts` as they were logged, then what is still to be found. */
export function specimensText(texts: string[], draft: Draft | null): string {
  const todo = [
    `  - ${UNFINISHED} a text that the rule must win`,
    `  - ${UNFINISHED} the same failure with other values, from another library or behind another header`,
  ];
  const found = texts.map((text, index) => (index ? `  - ${scalar(text, 4)}` : firstSpecimen(text, draft)));
  return `${SCHEMA}/specimens.schema.json
# At least two texts that the rule must win, in the shapes that logs have: plain, behind a header, inside a trace.
# A text, or text: with log: (the log it stands in) and captures: (what it must give) below it.
matches:
${[...found, ...todo.slice(found.length)].join('\n')}
# At least two texts that look alike and are harmless.
ignores:
  - ${UNFINISHED} the same words in a line of a healthy service
  - ${UNFINISHED} the same number as an id, a port or a duration
`;
}
