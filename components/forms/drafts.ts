/** Values of a form as they can be kept: JSON, without secrets. */
export type Kept = Record<string, unknown>;

export type Draft = {
  /** Of the thing that is edited, when this was begun; null: something new. */
  version: number | null;
  begunAt: number;
  /** What stood in the form before anything was typed. */
  base: Kept;
  values: Kept;
};

const prefix = 'draft:';
const maxAgeMs = 7 * 24 * 60 * 60 * 1_000;

/** Drafts stay in the tab (decision 36): they survive its reloads and pages, and go with it. */
export const draftKey = (personId: string, form: string, address: string): string =>
  `${prefix}${personId}:${form}:${address}`;

export function readDraft(key: string, now: number): Draft | null {
  const text = sessionStorage.getItem(key);
  if (text === null) return null;
  const draft = JSON.parse(text) as Draft;
  if (now - draft.begunAt < maxAgeMs) return draft;
  sessionStorage.removeItem(key);
  return null;
}

/** False where the browser has no room for it. */
export function keepDraft(key: string, draft: Draft): boolean {
  try {
    sessionStorage.setItem(key, JSON.stringify(draft));
    return true;
  } catch {
    sessionStorage.removeItem(key);
    return false;
  }
}

export const dropDraft = (key: string): void => sessionStorage.removeItem(key);

/** All of this tab, or all but one person's. */
export function dropDrafts({ butOf }: { butOf?: string } = {}): void {
  const stays = butOf === undefined ? null : `${prefix}${butOf}:`;
  for (const key of Object.keys(sessionStorage))
    if (key.startsWith(prefix) && !(stays && key.startsWith(stays))) sessionStorage.removeItem(key);
}

/** What JSON keeps of it, less the secrets. */
export function keptValues(values: object, secrets: ReadonlySet<string>): Kept {
  const kept = JSON.parse(JSON.stringify(values)) as Kept;
  for (const name of secrets) delete kept[name];
  return kept;
}

/** An empty field is empty, whether as '', null or not there at all. */
export const isSame = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other);

function canonical(value: unknown): string {
  if (value === undefined || value === null || value === '') return '';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  const parts = Object.entries(value)
    .map(([name, inner]) => [name, canonical(inner)] as const)
    .filter(([, inner]) => inner !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return parts.length === 0
    ? ''
    : `{${parts.map(([name, inner]) => `${JSON.stringify(name)}:${inner}`).join(',')}}`;
}

/**
 * A draft over what stands in the form now: only what its person had changed, so that what somebody else saved meanwhile isn't
 * taken back by it. `both`: fields that both changed, where the draft stands.
 */
export function draftOver(
  { base, values }: Pick<Draft, 'base' | 'values'>,
  now: Kept,
): { values: Kept; both: string[] } {
  const merged: Kept = { ...now };
  const both: string[] = [];
  for (const name of new Set([...Object.keys(base), ...Object.keys(values)])) {
    const [was, mine, is] = [base[name], values[name], now[name]];
    if (isSame(was, mine)) continue;
    if (isTexts(was) && isTexts(mine) && isTexts(is)) {
      const inner = draftOver({ base: was, values: mine }, is);
      merged[name] = inner.values;
      both.push(...inner.both.map((one) => `${name}.${one}`));
      continue;
    }
    merged[name] = mine;
    if (!isSame(was, is) && !isSame(mine, is)) both.push(name);
  }
  return { values: merged, both };
}

/** Fields within a field, as a record's own: one text each. */
const isTexts = (value: unknown): value is Kept =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((one) => one === null || typeof one === 'string');
