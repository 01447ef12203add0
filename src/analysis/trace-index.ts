import type { Node } from './nodes.ts';

/** Below so many pairs it takes longer to put the index together than it saves. */
const WORTH_IT = 50_000;

/** Which nodes show in the same requests: of many nodes most pairs share none, and need not be measured. */
class TraceIndex {
  readonly #nodes = new Map<string, Node[]>();
  /** Whether of some not all members are held. */
  readonly #isPart: boolean;

  constructor(nodes: readonly Node[]) {
    this.#isPart = nodes.some(({ isThin }) => isThin);
    for (const node of nodes)
      for (const { member } of node.members) if (member.trace !== '') this.#note(member.trace, node);
  }

  #note(trace: string, node: Node): void {
    const known = this.#nodes.get(trace);
    if (!known) this.#nodes.set(trace, [node]);
    else if (known.at(-1) !== node) known.push(node);
  }

  /** The nodes that share a trace with the sample of one. */
  near({ sample, lowest }: Node): ReadonlySet<Node> {
    const looked = this.#isPart ? [...sample, ...lowest] : sample;
    return new Set(looked.flatMap(({ member }) => this.#nodes.get(member.trace) ?? []));
  }
}

/** Whether two nodes may show in the same requests: asked for each of `effects`. */
export function sharing(nodes: readonly Node[], effects: number): (effect: Node) => (cause: Node) => boolean {
  if (nodes.length * effects < WORTH_IT) return () => () => true;
  const index = new TraceIndex(nodes);
  return (effect) => {
    const near = index.near(effect);
    return (cause) => near.has(cause);
  };
}
