import type { LoggedRequest } from '../request-log';
import type { Injection } from './rule';
import type { RuleBook } from './rule-book';

/** The faults meant for one call. Only one that changed something has struck: it counts, and the log shows its id. */
export class Strikes {
  readonly #meant: readonly Injection[];
  readonly #struck = new Set<Injection>();
  readonly #entry: Pick<LoggedRequest, 'faultId'>;

  constructor(meant: readonly Injection[], entry: Pick<LoggedRequest, 'faultId'>) {
    this.#meant = meant;
    this.#entry = entry;
  }

  get none(): boolean {
    return this.#meant.length === 0;
  }

  find(...kinds: readonly string[]): Injection | undefined {
    return this.#meant.find(({ kind }) => kinds.includes(kind));
  }

  all(kinds: readonly string[]): Injection[] {
    return this.#meant.filter(({ kind }) => kinds.includes(kind));
  }

  /** Finds the first of these kinds for one who will do what it says, whatever the call is. */
  take(...kinds: readonly string[]): Injection | undefined {
    const found = this.find(...kinds);
    if (found) this.hit(found);
    return found;
  }

  hit(injection: Injection): void {
    this.#struck.add(injection);
    this.#entry.faultId = [...this.#struck].map(({ id }) => id).join(',');
  }

  /** At the end of the call: what changed nothing may strike another time. */
  settle(rules: RuleBook): void {
    for (const injection of this.#meant) if (!this.#struck.has(injection)) rules.takeBack(injection);
  }
}
