/** A queue that gives back the smallest `time` first, and of equal times the one pushed first. */
export interface Timed {
  time: number;
}

interface Node<T> {
  item: T;
  order: number;
}

/** A binary heap; push and pop cost the logarithm of the size. */
export class TimeQueue<T extends Timed> {
  private readonly nodes: Node<T>[] = [];
  private pushed = 0;

  get size(): number {
    return this.nodes.length;
  }

  peek(): T | undefined {
    return this.nodes[0]?.item;
  }

  push(item: T): void {
    const nodes = this.nodes;
    let at = nodes.length;
    nodes.push({ item, order: this.pushed++ });
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(nodes[at]!, nodes[parent]!)) break;
      [nodes[at], nodes[parent]] = [nodes[parent]!, nodes[at]!];
      at = parent;
    }
  }

  pop(): T | undefined {
    const nodes = this.nodes;
    const top = nodes[0];
    const last = nodes.pop();
    if (!top || !last) return undefined;
    if (nodes.length > 0) {
      nodes[0] = last;
      this.sink();
    }
    return top.item;
  }

  private sink(): void {
    const nodes = this.nodes;
    let at = 0;
    for (;;) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < nodes.length && before(nodes[child]!, nodes[least]!)) least = child;
      }
      if (least === at) return;
      [nodes[at], nodes[least]] = [nodes[least]!, nodes[at]!];
      at = least;
    }
  }
}

function before<T extends Timed>(a: Node<T>, b: Node<T>): boolean {
  return a.item.time < b.item.time || (a.item.time === b.item.time && a.order < b.order);
}
