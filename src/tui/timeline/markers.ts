import type { Report, ReportDeployment } from '../../model.ts';
import { beganAt } from '../../text/standing.ts';
import { parseTime } from '../../text/time.ts';
import { displayWidth } from '../../text/width.ts';
import { shortRevision } from '../detail/words.ts';
import { cutLine, type Span, safe, span } from '../lines/line.ts';
import type { Piece } from '../lines/place.ts';
import { type Axis, columnAt } from './axis.ts';

/** A name cut shorter than this names nothing. */
const LEAST = 5;

interface Marker {
  at: number;
  /** Those of the same column, the newest first. */
  deployments: ReportDeployment[];
}

/**
 * Deployments in their columns, with a name where there is room for one: `▲` a revision went live, `△` traffic was moved, `✗` a revision
 * failed to become ready.
 *
 * @param brief where others need the room too
 */
export function markers(axis: Axis, { deployments }: Report, brief: boolean): Piece[] {
  const found = markersOf(axis, deployments);
  const services = new Set(found.flatMap((marker) => marker.deployments.map(({ service }) => service)));
  let end = -1;
  return found.map((marker, i) => {
    const right = (found[i + 1]?.at ?? axis.columns + 1) - marker.at - 2;
    const piece = pieceOf(marker, namesOf(marker, services.size > 1, brief), { left: marker.at - end - 1, right });
    end = piece.at + piece.spans.reduce((sum, { text }) => sum + displayWidth(text), 0);
    return piece;
  });
}

function markersOf(axis: Axis, deployments: ReportDeployment[]): Marker[] {
  const byColumn = new Map<number, ReportDeployment[]>();
  const timed = deployments.map((deployment) => ({ deployment, time: parseTime(beganAt(deployment) ?? '') }));
  for (const { deployment, time } of timed.sort((a, b) => (b.time ?? 0) - (a.time ?? 0))) {
    const at = time === null ? null : columnAt(axis, time);
    if (at !== null) byColumn.set(at, [...(byColumn.get(at) ?? []), deployment]);
  }
  return [...byColumn].map(([at, own]) => ({ at, deployments: own })).sort((a, b) => a.at - b.at);
}

/** What a marker may be called, the longest first. */
function namesOf({ deployments: [newest, ...others] }: Marker, severalServices: boolean, brief: boolean): string[] {
  const { revision, service, kind } = newest!;
  const more = others.length > 0 ? ` +${others.length}` : '';
  const short = shortRevision(revision, service) || service;
  if (brief) return [`${short}${more}`, short].map(safe);
  const what = kind === 'rollback' ? 'back to ' : kind === 'traffic' ? 'traffic to ' : '';
  const names = [`${what}${short}${more}`, short];
  return (severalServices && revision !== '' ? [`${what}${revision}${more}`, ...names] : names).map(safe);
}

/** Of several in one column the most telling. */
function glyphOf(deployments: ReportDeployment[]): Span {
  const of = (...kinds: ReportDeployment['kind'][]) => deployments.some(({ kind }) => kinds.includes(kind));
  if (of('revision', 'config')) return span('▲', 'heading');
  return of('traffic', 'rollback') ? span('△', 'heading') : span('✗', 'bad');
}

function pieceOf({ at, deployments }: Marker, names: string[], room: { left: number; right: number }): Piece {
  const glyph = glyphOf(deployments);
  const fits = (columns: number) => names.find((name) => displayWidth(name) <= columns);
  const after = fits(room.right);
  if (after !== undefined) return { at, spans: [glyph, span(after, 'strong')] };
  const before = fits(room.left - 1);
  if (before !== undefined) return { at: at - displayWidth(before), spans: [span(before, 'strong'), glyph] };
  if (room.right < LEAST) return { at, spans: [glyph] };
  return { at, spans: [glyph, ...cutLine([span(names.at(-1)!, 'strong')], room.right)] };
}
