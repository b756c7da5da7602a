import { randomUUID } from 'node:crypto';
import type { FlowContext } from '@/lib/context';
import { testContext } from '@/prisma/test-context';
import {
  beginSecondFactor,
  confirmSecondFactor,
  createOrResetUser,
  findActorBySession,
  signIn,
  signInByCode,
  unknownPlace,
} from '../index';
import type { RoleName } from '../schemas';
import { totpCode } from './totp';

export const testPassword = 'correct horse battery';

/** A clock that a test sets forward: each half-minute has a code of its own. */
export async function personWithPhone(role: RoleName = 'marketer') {
  let at = Date.now();
  const system = await testContext({ now: () => new Date(at) });
  const email = `${randomUUID()}@example.com`;
  const { id } = await createOrResetUser(system, {
    email,
    role,
    password: testPassword,
    name: 'Mira Kessler',
  });
  const ctx: FlowContext = {
    ...system,
    actor: { kind: 'person', userId: id, name: 'Mira Kessler', email, role },
  };
  const { key } = await beginSecondFactor(ctx);
  const { recoveryCodes } = await confirmSecondFactor(ctx, { code: totpCode(key, ctx.now()) });
  return {
    ctx,
    system,
    id,
    email,
    key,
    recoveryCodes,
    code: () => totpCode(key, ctx.now()),
    pass: (seconds: number) => (at += seconds * 1_000),
  };
}

/** The step that a right password leads to. */
export async function stepOf(ctx: FlowContext, email: string, password = testPassword): Promise<string> {
  const answer = await signIn(ctx, { email, password }, unknownPlace);
  if (answer === null || answer.sessionId !== null) throw new Error('no code was asked for');
  return answer.step;
}

export const comeIn = async (ctx: FlowContext, step: string, code: string) => {
  const answer = await signInByCode(ctx, { step, code }, unknownPlace);
  return typeof answer === 'string' ? answer : findActorBySession(ctx, answer.sessionId);
};
