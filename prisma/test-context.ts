import { randomUUID } from 'node:crypto';
import type { Role } from '@/lib/actor';
import { noMail, systemActor, type FlowContext } from '@/lib/context';
import { createLogger } from '@/lib/logger';
import { testDb } from './test-db';

type TestContextOptions = {
  /** A person of this role; without it: the product itself. */
  role?: Role;
  now?: () => Date;
  dotdigitalUrl?: string;
  signal?: AbortSignal;
};

/** A context on this worker's own database. */
export async function testContext(options: TestContextOptions = {}): Promise<FlowContext> {
  const db = testDb();
  const url = options.dotdigitalUrl ?? 'http://127.0.0.1:1';
  const ctx: FlowContext = {
    actor: systemActor,
    db,
    now: options.now ?? (() => new Date()),
    log: createLogger('silent'),
    signal: options.signal ?? new AbortController().signal,
    config: {
      keyring: { primary: 'test', keys: new Map([['test', Buffer.alloc(32, 7)]]) },
      dotdigitalUrl: url,
      dotdigitalAllowedHosts: [new URL(url).host],
      dotdigitalRetryPause: 1,
      importMinutes: null,
      exportMinutes: null,
      mail: noMail,
    },
  };
  return options.role ? { ...ctx, actor: await person(ctx, options.role) } : ctx;
}

async function person(ctx: FlowContext, role: Role): Promise<FlowContext['actor']> {
  const email = `${role}-${randomUUID()}@example.com`;
  const { id } = await ctx.db.prisma.user.create({ data: { email, name: `A ${role}`, role } });
  return { kind: 'person', userId: String(id), name: `A ${role}`, email, role };
}
