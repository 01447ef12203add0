import type { ChainLink, Deployment, Evidence } from '../model.ts';
import { readHeader } from '../text/header.ts';
import type { Tree } from './forest.ts';
import type { Node } from './nodes.ts';
import { fill } from './recognise.ts';
import { untagged } from './tags.ts';
import { timeOrNull } from './untimed.ts';
import { isShift } from './window.ts';

const QUOTE = 300;
/** Categories whose symptoms show outside of the service. */
const SEEN_BY_CALLERS = new Set(['websocket', 'timeout', 'cloud-run']);

/** The deployment that explains a tree, and the reasons for and against one. */
interface Blamed {
  deployment: Deployment | null;
  evidence: Evidence[];
}

/** How often a node was seen in the window, where and since when. */
export function seen(node: Node): string {
  const { first, last, count } = node;
  const entries = count === 1 ? '1 entry' : `${count.toLocaleString('en-US')} entries`;
  const [from, to] = [timeOrNull(first), timeOrNull(last)];
  const span = from === null ? 'without a time' : count === 1 ? `at ${from}` : `from ${from} to ${to}`;
  return `${entries} in ${node.services.join(', ')} ${span}`;
}

/** The earliest sample of the window, in one line without its header: of a trace the exception that decides. */
export function quoted(node: Node, max = QUOTE): { time: string; text: string } {
  const { cluster, verdict } = node.parts[0]!;
  const sample =
    cluster.samples.find((candidate) => candidate.time !== null && verdict.inWindow.has(candidate.time)) ??
    cluster.samples[0]!;
  if (cluster.expectation) return { time: timeOrNull(sample.time) ?? '', text: cluster.title };
  const root = cluster.trace?.exceptions[0];
  const lines = untagged(readHeader(sample.message).rest)
    .split('\n')
    .map((line) => line.trim());
  const text =
    (root && lines.find((line) => line.startsWith(root.type) || line.includes(`${root.type}:`))) ||
    lines.find(Boolean) ||
    '';
  return { time: timeOrNull(sample.time) ?? '', text: text.length > max ? `${text.slice(0, max - 1)}…` : text };
}

/** Of what callers see, a symptom that shows so much less often than the commonest is no place to begin at. */
const SELDOM = 0.5;

/**
 * The way from what showed furthest from the cause up to the root: of those that begin with something frequent the longest, then what
 * callers see, then the most frequent.
 */
function pathOf(tree: Tree): Node[] {
  const up = (node: Node): Node[] => {
    const path = [node];
    for (let link = tree.links.get(node); link; link = tree.links.get(link.cause)) path.push(link.cause);
    return path;
  };
  // A symptom that only time binds tells less than any that a request, a user or a rule binds.
  const bound = tree.below.filter((node) => tree.links.get(node)!.score >= 1);
  const paths = (bound.length > 0 ? bound : tree.below).map(up);
  // What callers see comes first, then what a rule knows: it says more than a line in the application's own words.
  const known = ([node]: Node[]) => (node!.rule === null ? 0 : SEEN_BY_CALLERS.has(node!.rule.category) ? 2 : 1);
  const often = ([node]: Node[]) => node!.count;
  const most = Math.max(0, ...paths.filter((path) => known(path) === 2).map(often));
  const seldom = (path: Node[]) => (known(path) === 2 && often(path) < most * SELDOM ? 1 : 0);
  const tie = (a: Node[], b: Node[]) => (a[0]!.signature < b[0]!.signature ? -1 : 1);
  paths.sort(
    (a, b) => seldom(a) - seldom(b) || b.length - a.length || known(b) - known(a) || often(b) - often(a) || tie(a, b),
  );
  return paths[0] ?? [tree.root];
}

/** The cause in words, from the rule; of an unknown cluster what its trace says. */
export function causeOf(node: Node): string {
  const { captures, trace, expectation } = node.parts[0]!.cluster;
  if (expectation) return `No failure is logged where it begins; ${expectation.sentence}.`;
  if (node.rule) return fill(node.rule.cause, captures);
  const root = trace?.exceptions[0];
  const outer = trace?.exceptions.at(-1);
  const frame = root?.frames.filter(({ inApp }) => inApp).at(-1);
  const place = frame && `${frame.file}${frame.line === null ? '' : `:${frame.line}`}`;
  const raised = frame ? `; it was raised in ${frame.function} (${place})` : '';
  const surfaced = outer && outer !== root && outer.type ? `; it surfaced as ${outer.type}: ${outer.message}` : '';
  return `No rule knows this failure${raised}${surfaced}.`;
}

/**
 * The chain of whys, from what was seen furthest out to the deepest cause in evidence. It ends with the sentence that says why it
 * ends: beyond the last line there is no evidence.
 */
export function explain(tree: Tree, blamed: Blamed): ChainLink[] {
  const path = pathOf(tree);
  const chain: ChainLink[] = path.map((node, i) => {
    const below = path[i - 1];
    const link = below && tree.links.get(below);
    return {
      question: below ? `Why "${below.title}"?` : 'What failed?',
      answer: `${node.title}: ${causeOf(node)}`,
      signature: node.signature,
      evidence: [...(link?.evidence ?? []), seen(node), quote(node)],
    };
  });
  chain.push({
    question: `Why "${tree.root.title}"?`,
    answer: stopSentence(tree.root, blamed),
    signature: null,
    evidence: [],
  });
  return chain;
}

function quote(node: Node): string {
  const { time, text } = quoted(node);
  return `${time} ${text}`.trim();
}

/** Changes of a configuration that are named. */
const NAMED = 4;

function stopSentence(root: Node, { deployment, evidence }: Blamed): string {
  if (evidence.some(({ kind }) => kind === 'other-services'))
    return 'The logs stop here: what lies behind it is outside of this code, in the platform or in what these services share, and no log entry shows it.';
  if (root.role === 'symptom') return 'The logs stop here: they show this symptom, and nothing that brought it about.';
  if (!deployment)
    return 'The logs stop here: what lies behind it is in the code, the configuration or outside the service, and no log entry shows it.';
  const sent = evidence.some(({ kind }) => kind === 'caller');
  const place = sent
    ? `what ${deployment.revision || deployment.service}${builtOf(deployment)} sends to ${root.services.join(', ')}, or how that is read there`
    : placeOf(deployment);
  return `The logs stop here: what lies behind it is in ${place}, and no log entry shows it.`;
}

/** Of a configuration what changed in it, of a shift of traffic no commit: the revision had been there before. */
function placeOf(deployment: Deployment): string {
  const { kind, revision, changes } = deployment;
  if (kind === 'config') {
    const more = changes.length > NAMED ? `, and ${changes.length - NAMED} more` : '';
    return `the configuration of ${revision}, whose image is that of the revision before (${changes.slice(0, NAMED).join('; ')}${more})`;
  }
  if (isShift(deployment))
    return `the code or the configuration of ${revision}, which was there before and fails since it has this traffic`;
  return `the code or the configuration ${revision ? `of ${revision}` : 'that was deployed then'}${builtOf(deployment)}`;
}

function builtOf({ commit }: Deployment): string {
  return commit ? ` (commit ${commit})` : '';
}
