import type { Role } from '@/lib/actor';

export type Answer =
  /** `touched`: what of the world was reached for before the refusal. */
  { refused: true; permission: string | undefined; touched: string[] } | { refused: false };

/** Calls a verb as someone of this role (null: of no role, who may do nothing) in a world that is closed. */
export async function probe(
  verb: unknown,
  role: Role | null,
  given: unknown,
  seesPeople?: 'by reading' | 'masked',
): Promise<Answer> {
  if (typeof verb !== 'function') throw new Error('no such verb');
  const touched: string[] = [];
  const actor = { kind: 'person', userId: '1', name: 'A', email: 'a@example.com', role, seesPeople };
  const ctx = new Proxy(
    {},
    {
      get: (_, key) => {
        if (key === 'actor') return actor;
        touched.push(String(key));
        throw new Error('the world is closed');
      },
    },
  );
  try {
    const answer: unknown = await (verb as (...given: unknown[]) => unknown)(ctx, given, given, given);
    if (typeof answer === 'object' && answer !== null && 'next' in answer)
      await (answer as AsyncGenerator).next();
    return { refused: false };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'forbidden')) return { refused: false };
    return {
      refused: true,
      permission: 'permission' in error ? String(error.permission) : undefined,
      touched,
    };
  }
}

/** Stands for whatever a verb may be handed: each of its parts is such a thing again. */
export const anything: unknown = new Proxy(() => undefined, {
  get: (_, key) => {
    if (key === 'then') return undefined;
    if (key === Symbol.toPrimitive) return () => '1';
    if (key === Symbol.iterator) return [anything][Symbol.iterator];
    return anything;
  },
  apply: () => anything,
});
