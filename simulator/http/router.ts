import type { Method, Route } from './route';

/** Routes that differ only in the kind of a parameter, such as `/contacts/{id}` and `/contacts/{email}`, share one address. */
export interface Address {
  /** As the HTTP server writes it: `/v2/contacts/:p1`. */
  pattern: string;
  routes: Route[];
}

type ParameterKind = 'int' | 'guid' | 'date' | 'text';

const guidPattern = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;
const guids = new Set([
  'importId',
  'sendId',
  'enrolmentId',
  'deletionRequestId',
  'deleteId',
  'jobId',
  'lobId',
]);
const texts = new Set(['collectionName', 'key', 'identifier', 'recordId']);

export function kindOf(name: string): ParameterKind {
  if (guids.has(name)) return 'guid';
  if (/date$/i.test(name)) return 'date';
  if (texts.has(name)) return 'text';
  return name === 'id' || /I[dD]$/.test(name) ? 'int' : 'text';
}

export const parameterNames = (path: string): string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');

export function gatherAddresses(routes: readonly Route[]): Address[] {
  const addresses = new Map<string, Address>();
  for (const route of routes) {
    let n = 0;
    const pattern = route.path.replace(/\{\w+\}/g, () => `:p${(n += 1)}`);
    const address = addresses.get(pattern) ?? { pattern, routes: [] };
    address.routes.push(route);
    addresses.set(pattern, address);
  }
  return [...addresses.values()];
}

/** The route meant by these values; when none fits by kind, the one that takes text, else the last. */
export function chooseRoute(address: Address, method: Method, values: string[]): Route | undefined {
  const candidates = address.routes.filter((route) => route.method === method);
  return (
    candidates.find((route) =>
      parameterNames(route.path).every((name, i) => fits(kindOf(name), values[i] ?? '')),
    ) ?? candidates.at(-1)
  );
}

export function fits(kind: ParameterKind, value: string): boolean {
  if (kind === 'int') return /^-?\d+$/.test(value);
  if (kind === 'guid') return guidPattern.test(value);
  return true;
}
