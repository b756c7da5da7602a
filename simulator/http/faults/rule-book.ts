import { readDate } from '../../engine/dates';
import { Failure } from '../../engine/failure';
import { randomStream } from '../../engine/random';
import { faultKinds } from './kinds';
import { faultRuleSchema, type FaultRule, type Injection } from './rule';

interface Standing {
  rule: FaultRule;
  random: () => number;
  /** The number of the next strike's id; never used twice. */
  next: number;
  pattern: RegExp;
}

/** The fault rules in force, in the order they were set. */
export class RuleBook {
  #rules: Standing[] = [];
  #count = 0;

  add(given: unknown): FaultRule {
    const rule = faultRuleSchema.parse(given);
    if (!faultKinds.has(rule.kind))
      throw new Failure(400, 'unknown kind', `There is no fault kind ${rule.kind}. Known:`, {
        message: `There is no fault kind ${rule.kind}.`,
        kinds: [...faultKinds],
      });
    this.#count += 1;
    const stored: FaultRule = { ...rule, id: rule.id ?? `fault-${this.#count}`, matched: 0, injected: 0 };
    this.#rules.push({
      rule: stored,
      next: 1,
      random: randomStream('fault', rule.seed, rule.kind),
      pattern: patternOf(rule.route),
    });
    return stored;
  }

  list(): FaultRule[] {
    return this.#rules.map(({ rule }) => rule);
  }

  remove(id?: string): void {
    this.#rules = id === undefined ? [] : this.#rules.filter(({ rule }) => rule.id !== id);
  }

  /** A fault that changed nothing did not strike. */
  takeBack(injection: Injection): void {
    const standing = this.#rules.find(({ rule }) => rule.id === injection.rule);
    if (standing) standing.rule.injected -= 1;
  }

  /** Which faults are meant for this call. */
  match(method: string, path: string, routePath: string | undefined, now: number): Injection[] {
    if (this.#rules.length === 0) return [];
    const injections: Injection[] = [];
    for (const standing of this.#rules) {
      const { rule, random, pattern } = standing;
      if (rule.method && rule.method.toUpperCase() !== method) continue;
      if (rule.route !== routePath && !pattern.test(path)) continue;
      if (rule.until && now > (readDate(rule.until) ?? Infinity)) continue;
      if (rule.times !== undefined && rule.injected >= rule.times) continue;
      rule.matched += 1;
      if (!strikes(rule, random)) continue;
      rule.injected += 1;
      injections.push({ id: `${rule.id}#${standing.next}`, rule: rule.id, kind: rule.kind, args: rule.args });
      standing.next += 1;
    }
    return injections;
  }
}

function strikes(rule: FaultRule, random: () => number): boolean {
  if (rule.nth !== undefined) return rule.matched === rule.nth;
  if (rule.every !== undefined) return rule.matched % rule.every === 0;
  return rule.rate === undefined || random() < rule.rate;
}

/** `*` stands for anything, `{name}` for one part of the path; a query in the address does not count. */
function patternOf(route: string): RegExp {
  const source = route
    .replace(/[.+?^$()|[\]\\]/g, '\\$&')
    .replace(/\{\w+\}/g, '[^/]+')
    .replaceAll('*', '.*');
  return new RegExp(`^${source}/?$`, 'i');
}
