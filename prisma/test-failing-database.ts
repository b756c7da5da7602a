import type { FlowContext } from '@/lib/context';

/** The same context, whose n-th statement on a client of its own fails as if the database had gone. */
export function failingAt(ctx: FlowContext, at: number): FlowContext {
  let statements = 0;
  const connect = async () => {
    const client = await ctx.db.pool.connect();
    return new Proxy(client, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        if (name !== 'query') return value.bind(target);
        return (...args: unknown[]) => {
          statements += 1;
          if (statements === at && args[0] !== 'ROLLBACK') throw new Error('the database went away');
          return Reflect.apply(value, target, args);
        };
      },
    });
  };
  const pool = new Proxy(ctx.db.pool, {
    get: (target, name) => {
      if (name === 'connect') return connect;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { ...ctx, db: { ...ctx.db, pool } };
}
