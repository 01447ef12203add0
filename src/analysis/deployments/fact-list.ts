import type { DeploymentFact } from '../../model.ts';

/** Facts as they come. An instance starts often in the life of a revision: of its roll-outs the first says when it went live. */
export class Facts {
  readonly #all: DeploymentFact[] = [];
  readonly #rollouts = new Map<string, DeploymentFact>();

  add(fact: DeploymentFact): void {
    if (fact.what !== 'rollout') {
      this.#all.push(fact);
      return;
    }
    const key = `${fact.service}\u0000${fact.revision}\u0000${fact.location}`;
    const known = this.#rollouts.get(key);
    if (!known || fact.time < known.time) this.#rollouts.set(key, fact);
  }

  list(): DeploymentFact[] {
    return [...this.#all, ...this.#rollouts.values()];
  }
}
