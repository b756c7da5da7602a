import type { FlowContext } from '@/lib/context';

/** Like a process that is gone: from the n-th storing transaction on nothing reaches the database any more. */
export function killedAtTransaction(
  ctx: FlowContext,
  n: number,
  when: 'before' | 'after',
): { ctx: FlowContext; reached: () => number } {
  let count = 0;
  const prisma = new Proxy(ctx.db.prisma, {
    get(target, name) {
      if (name !== '$transaction') return Reflect.get(target, name) as unknown;
      return async (work: Parameters<typeof target.$transaction>[0], options?: object) => {
        count += 1;
        if (count > n || (count === n && when === 'before')) throw new Error('killed');
        const result: unknown = await target.$transaction(work as never, options);
        if (count === n) throw new Error('killed');
        return result;
      };
    },
  });
  return { ctx: { ...ctx, db: { ...ctx.db, prisma } }, reached: () => count };
}
