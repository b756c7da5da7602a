import type { Prisma } from '../db';

type Plain = Record<string, Prisma.InputJsonValue | bigint | Date | null | undefined>;

/** Of two states of a thing what differs, as the audit log shows it side by side. Never given secrets, nor fields of a person. */
export function differences(
  was: Plain,
  is: Plain,
): { before: Prisma.InputJsonObject; after: Prisma.InputJsonObject } {
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
    (name) => JSON.stringify(told(was[name])) !== JSON.stringify(told(is[name])),
  );
  const of = (state: Plain): Prisma.InputJsonObject =>
    Object.fromEntries(names.map((name) => [name, told(state[name])]));
  return { before: of(was), after: of(is) };
}

function told(value: Plain[string]): Prisma.InputJsonValue | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'bigint') return String(value);
  return value instanceof Date ? value.toISOString() : value;
}
