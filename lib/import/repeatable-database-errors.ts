import { Prisma } from '../db';

/** Deadlock, serialization failure, and two transactions that learnt the same id at once: nothing was stored, the same again may go through. */
const states = new Set(['40P01', '40001', '23505']);

export function isWorthRepeating(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  return (
    error.code === 'P2034' ||
    error.code === 'P2002' ||
    statesIn(error.meta).some((state) => states.has(state))
  );
}

/** Raw queries bury PostgreSQL's code in the adapter's error. */
function statesIn(meta: unknown, depth = 0): string[] {
  if (typeof meta === 'string') return [meta];
  if (typeof meta !== 'object' || meta === null || depth > 4) return [];
  const inner = meta instanceof Error ? [meta.cause] : [];
  return [
    ...Object.entries(meta).flatMap(([key, value]) =>
      /code|cause|error/i.test(key) ? statesIn(value, depth + 1) : [],
    ),
    ...inner.flatMap((cause) => statesIn(cause, depth + 1)),
  ];
}
