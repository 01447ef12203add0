import { compareText } from '../text/order.ts';
import { isNews } from '../text/verdict.ts';
import { Candidates } from './candidates.ts';
import { brokenLink } from './expectations/link.ts';
import { fragmentOf } from './fragments.ts';
import { announces, byTimeOnly, type Link, linkBetween } from './links.ts';
import { type Node, uniteNodes } from './nodes.ts';

/** A root cause with all that it brought about. */
export interface Tree {
  root: Node;
  /** The link into each node below the root. */
  links: Map<Node, Link>;
  /** All nodes below the root, by when they began. */
  below: Node[];
}

/**
 * Orders nodes into trees, causes above their symptoms: every node hangs under the nearest of its causes. Independent causes stay roots of
 * their own. Steady old errors become part of a tree only as the cause of something new.
 */
export function growForest(nodes: Node[]): Tree[] {
  const links = acyclic(candidateLinks(nodes));
  const parents = nearestParents(links);
  adopt(nodes, parents);
  const trees = new Map<Node, Tree>();
  for (const node of nodes) {
    const root = rootOf(node, parents);
    if (node === root && !isNews(root)) continue;
    if (!trees.has(root)) trees.set(root, { root, links: new Map(), below: [] });
    if (node === root) continue;
    const tree = trees.get(root)!;
    tree.links.set(node, parents.get(node)!);
    tree.below.push(node);
  }
  for (const tree of trees.values()) tree.below.sort(byOnset);
  return uniteRoots([...trees.values()]);
}

/** A symptom without a cause that began on several services within this time, five minutes, is one event. */
const TOGETHER = 300 * 1_000_000;

/** Trees whose roots are the same signature on several services, begun together, as one. */
function uniteRoots(trees: Tree[]): Tree[] {
  const united: Tree[] = [];
  for (const [, alike] of Map.groupBy(trees, ({ root }) => root.signature)) {
    alike.sort((a, b) => a.root.first - b.root.first);
    for (let rest = alike; rest.length > 0; ) {
      const until = rest[0]!.root.first + TOGETHER;
      const together = rest.filter(({ root }) => root.first <= until);
      united.push(together.length === 1 ? together[0]! : unite(together));
      rest = rest.filter(({ root }) => root.first > until);
    }
  }
  return united;
}

function unite(trees: Tree[]): Tree {
  const root = uniteNodes(trees.map((tree) => tree.root));
  const roots = new Set(trees.map((tree) => tree.root));
  const links = new Map<Node, Link>();
  for (const tree of trees) {
    for (const [node, link] of tree.links) links.set(node, roots.has(link.cause) ? { ...link, cause: root } : link);
  }
  const below = trees.flatMap((tree) => tree.below);
  return { root, links, below: below.sort(byOnset) };
}

function byOnset(a: Node, b: Node): number {
  return a.first - b.first || compareText(nameOf(a), nameOf(b));
}

const nameOf = (node: Node) => `${node.signature} ${node.services.join(' ')}`;

function candidateLinks(nodes: Node[]): Link[] {
  const effects = nodes.filter(isNews);
  if (effects.length === 0) return [];
  const links: Link[] = [];
  const candidates = new Candidates(nodes, effects);
  for (const effect of effects) {
    for (const { cause, shares } of candidates.of(effect)) {
      const link = linkOf(cause, effect, shares);
      if (link) links.push(link);
    }
  }
  return links.sort((a, b) => b.score - a.score || a.cause.first - b.cause.first || (idOf(a) < idOf(b) ? -1 : 1));
}

/** @param shares whether so many of the effect's requests may show the cause as it takes */
export function linkOf(cause: Node, effect: Node, shares: boolean): Link | null {
  return (
    fragmentOf(cause, effect) ??
    linkBetween(cause, effect, shares) ??
    announces(effect, cause) ??
    brokenLink(cause, effect)
  );
}

const idOf = (link: Link) => `${nameOf(link.cause)} ${nameOf(link.effect)}`;

/** Takes links from the strongest down, leaving out each that would close a circle. */
function acyclic(links: Link[]): Link[] {
  const effects = new Map<Node, Node[]>();
  const reaches = (from: Node, to: Node): boolean =>
    from === to || (effects.get(from) ?? []).some((next) => reaches(next, to));
  return links.filter((link) => {
    if (reaches(link.effect, link.cause)) return false;
    effects.set(link.cause, [...(effects.get(link.cause) ?? []), link.effect]);
    return true;
  });
}

/** Of several causes the nearest: one that is itself the effect of another comes before that other. Then the strongest link. */
function nearestParents(links: Link[]): Map<Node, Link> {
  const incoming = new Map<Node, Link[]>();
  for (const link of links) incoming.set(link.effect, [...(incoming.get(link.effect) ?? []), link]);
  const above = new Map<Node, Set<Node>>();
  const ancestors = (node: Node): Set<Node> => {
    const known = above.get(node);
    if (known) return known;
    const all = new Set<Node>();
    above.set(node, all);
    for (const { cause } of incoming.get(node) ?? []) for (const up of [cause, ...ancestors(cause)]) all.add(up);
    return all;
  };
  const parents = new Map<Node, Link>();
  for (const [node, all] of incoming) {
    const nearest = all.filter(
      (link) => !all.some((other) => other.score >= link.score - 1.5 && ancestors(other.cause).has(link.cause)),
    );
    parents.set(node, nearest[0] ?? all[0]!);
  }
  return parents;
}

function rootOf(node: Node, parents: Map<Node, Link>): Node {
  let root = node;
  for (let link = parents.get(root); link; link = parents.get(root)) root = link.cause;
  return root;
}

/** Symptoms that nothing claimed go to the cause that was there when they began, if there is one: by time only, and it says so. */
function adopt(nodes: Node[], parents: Map<Node, Link>): void {
  const roots = nodes.filter((node) => !parents.has(node) && isNews(node));
  for (const node of roots) {
    const link = roots
      .filter((root) => root !== node && !root.accused?.alone)
      .map((root) => byTimeOnly(root, node))
      .filter((found) => found !== null)
      .sort((a, b) => b.score - a.score || b.cause.first - a.cause.first || (idOf(a) < idOf(b) ? -1 : 1))[0];
    if (link) parents.set(node, link);
  }
}
