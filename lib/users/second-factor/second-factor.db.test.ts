import { expect, test } from 'vitest';
import { testContext } from '@/prisma/test-context';
import {
  beginSecondFactor,
  changeOwnPassword,
  changeRoleRules,
  confirmSecondFactor,
  createOrResetUser,
  findActorBySession,
  getOwnSecondFactor,
  getRoleRules,
  listUsers,
  proveAgain,
  removeOwnSecondFactor,
  renewRecoveryCodes,
  requireFreshProof,
  resetSecondFactor,
  rotateSecondFactors,
  signIn,
  signInByCode,
  unknownPlace,
  userGrid,
} from '../index';
import { permit } from '../../permissions';
import { comeIn, personWithPhone, stepOf, testPassword } from './test-phone';
import { totpCode } from './totp';

const half = 30;

test('whoever has a phone comes in by password and code, and no half of it is enough', async () => {
  const { ctx, system, email, code, pass } = await personWithPhone();
  pass(half);
  const step = await stepOf(system, email);
  expect(await ctx.db.prisma.session.count({ where: { user: { email } } })).toBe(0);
  expect(await comeIn(system, step, '000000')).toBe('wrong');
  expect(await comeIn(system, 'no step of ours', code())).toBe('over');
  expect(await comeIn(system, step, code())).toMatchObject({ kind: 'person', email });
  pass(half);
  expect(await comeIn(system, step, code())).toBe('over');
});

test('a wrong password is refused as ever, whether there is a phone or not', async () => {
  const { system, email } = await personWithPhone();
  expect(await signIn(system, { email, password: 'not this one' }, unknownPlace)).toBeNull();
});

test('a code is taken once: not by another sign-in, not by two at once, and none that is older', async () => {
  const { system, email, code, pass } = await personWithPhone();
  const ofSetUp = code();
  expect(await comeIn(system, await stepOf(system, email), ofSetUp)).toBe('wrong');
  pass(half);
  const [one, other] = [await stepOf(system, email), await stepOf(system, email)];
  const before = code();
  pass(half);
  const both = await Promise.all([comeIn(system, one, code()), comeIn(system, other, code())]);
  expect(both.filter((answer) => answer === 'wrong')).toHaveLength(1);
  expect(await comeIn(system, await stepOf(system, email), before)).toBe('wrong');
});

test('a step ends after ten minutes, with a new password and when its person is deactivated', async () => {
  const { ctx, system, email, code, pass } = await personWithPhone();
  pass(half);
  const late = await stepOf(system, email);
  pass(601);
  expect(await comeIn(system, late, code())).toBe('over');

  const before = await stepOf(system, email);
  await changeOwnPassword(ctx, { current: testPassword, password: 'seven boats in the harbour' }, null);
  expect(await comeIn(system, before, code())).toBe('over');

  const last = await stepOf(system, email, 'seven boats in the harbour');
  await ctx.db.prisma.user.update({ where: { email }, data: { disabledAt: new Date() } });
  expect(await comeIn(system, last, code())).toBe('over');
});

test('ten wrong codes shut the account to strangers, and not to a browser that is known', async () => {
  const { system, email, code, pass } = await personWithPhone();
  pass(half);
  const known = await signInByCode(system, { step: await stepOf(system, email), code: code() }, unknownPlace);
  if (typeof known === 'string') throw new Error(known);
  pass(half);
  const step = await stepOf(system, email);
  for (let n = 0; n < 10; n += 1) expect(await comeIn(system, step, '000000')).toBe('wrong');
  await expect(comeIn(system, step, code())).rejects.toMatchObject({ code: 'too_many' });
  const place = { ...unknownPlace, device: known.device };
  expect(await signInByCode(system, { step, code: code() }, place)).toMatchObject({
    sessionId: expect.any(String),
  });
});

test('a lost phone: each recovery code opens once, however it was written down, and is counted down', async () => {
  const { ctx, system, email, recoveryCodes } = await personWithPhone();
  expect(new Set(recoveryCodes).size).toBe(10);
  const [first = '', second = ''] = recoveryCodes;
  const asWritten =
    ` ${first.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `.trim();
  expect(await comeIn(system, await stepOf(system, email), asWritten)).toMatchObject({ email });
  expect(await comeIn(system, await stepOf(system, email), first)).toBe('wrong');
  expect(await getOwnSecondFactor(ctx)).toMatchObject({ recoveryCodesLeft: 9 });
  const { recoveryCodes: renewed } = await renewRecoveryCodes(ctx);
  expect(await comeIn(system, await stepOf(system, email), second)).toBe('wrong');
  expect(await comeIn(system, await stepOf(system, email), renewed[0] ?? '')).toMatchObject({ email });
});

test('a phone counts once its first code was right; until then the one of before does', async () => {
  const { ctx, system, email, code, pass, recoveryCodes } = await personWithPhone();
  pass(half);
  const { key } = await beginSecondFactor(ctx);
  await expect(confirmSecondFactor(ctx, { code: '000000' })).rejects.toMatchObject({
    fieldErrors: { code: expect.any(String) },
  });
  expect(await comeIn(system, await stepOf(system, email), code())).toMatchObject({ email });
  pass(half);
  await confirmSecondFactor(ctx, { code: totpCode(key, ctx.now()) });
  pass(half);
  expect(await comeIn(system, await stepOf(system, email), code())).toBe('wrong');
  expect(await comeIn(system, await stepOf(system, email), recoveryCodes[0] ?? '')).toBe('wrong');
  expect(await comeIn(system, await stepOf(system, email), totpCode(key, ctx.now()))).toMatchObject({
    email,
  });
  await expect(confirmSecondFactor(ctx, { code: totpCode(key, ctx.now()) })).rejects.toMatchObject({
    code: 'conflict',
  });
  await beginSecondFactor(ctx);
  pass(1_801);
  await expect(confirmSecondFactor(ctx, { code: '000000' })).rejects.toMatchObject({ code: 'conflict' });
});

test('neither key nor recovery code stands in the database, and a new encryption key takes the old one’s place', async () => {
  const { ctx, system, email, key, recoveryCodes, pass } = await personWithPhone();
  const stored = JSON.stringify(
    [
      await ctx.db.prisma.secondFactor.findMany({ where: { user: { email } } }),
      await ctx.db.prisma.recoveryCode.findMany({ where: { user: { email } } }),
    ],
    (_, value: unknown) =>
      typeof value === 'bigint'
        ? String(value)
        : value instanceof Uint8Array
          ? Buffer.from(value).toString('latin1')
          : value,
  );
  for (const secret of [key, ...recoveryCodes]) expect(stored).not.toContain(secret);

  const keys = new Map([...ctx.config.keyring.keys, ['next', Buffer.alloc(32, 9)] as const]);
  const keyring = { primary: 'next', keys };
  const rotating = { ...system, config: { ...system.config, keyring } };
  expect(await rotateSecondFactors(rotating)).toBeGreaterThan(0);
  expect(await rotateSecondFactors(rotating)).toBe(0);
  const after = {
    ...system,
    config: {
      ...system.config,
      keyring: { primary: 'next', keys: new Map([['next', Buffer.alloc(32, 9)]]) },
    },
  };
  pass(half);
  expect(await comeIn(after, await stepOf(after, email), totpCode(key, ctx.now()))).toMatchObject({ email });
  await rotateSecondFactors({ ...system, config: { ...system.config, keyring: { primary: 'test', keys } } });
});

test('an admin resets it: signed out everywhere, the password is enough again, and a line says who did it', async () => {
  const { system, id, email, code, pass } = await personWithPhone();
  const admin = await testContext({ role: 'admin' });
  pass(half);
  const inside = await signInByCode(
    system,
    { step: await stepOf(system, email), code: code() },
    unknownPlace,
  );
  if (typeof inside === 'string') throw new Error(inside);
  await expect(resetSecondFactor(await testContext({ role: 'marketer' }), { id })).rejects.toMatchObject({
    code: 'forbidden',
  });
  await resetSecondFactor(admin, { id });
  await resetSecondFactor(admin, { id });
  expect(await findActorBySession(system, inside.sessionId)).toBeNull();
  expect(await signIn(system, { email, password: testPassword }, unknownPlace)).toMatchObject({ userId: id });
  const lines = await admin.db.prisma.auditEntry.findMany({
    where: { subjectType: 'user', subjectId: id, action: 'user.reset-second-factor' },
  });
  expect(lines).toMatchObject([{ actorLabel: admin.actor.kind === 'person' ? admin.actor.email : '' }]);
});

test('whose role demands a second factor is let to nothing but setting one up, from the next request on', async () => {
  const admin = await testContext({ role: 'admin' });
  const { id } = await createOrResetUser(admin, {
    email: `late-${Date.now()}@example.com`,
    role: 'viewer',
    password: testPassword,
  });
  const { email } = await admin.db.prisma.user.findUniqueOrThrow({ where: { id: BigInt(id) } });
  const open = await signIn(admin, { email, password: testPassword }, unknownPlace);
  const session = open?.sessionId ?? '';
  const demands = (viewer: boolean) =>
    changeRoleRules(admin, { needsSecondFactor: { viewer, marketer: false, admin: false } });
  const asPerson = async () => {
    const actor = await findActorBySession(admin, session);
    if (actor === null) throw new Error('signed out');
    return { ...admin, actor };
  };
  try {
    expect(() => permit(admin, 'statistics.read')).not.toThrow();
    await demands(true);
    const ctx = await asPerson();
    expect(() => permit(ctx, 'statistics.read')).toThrow(/second factor/);
    expect(() => permit(ctx, 'account.own')).toThrow(/second factor/);
    expect(await getOwnSecondFactor(ctx)).toMatchObject({ since: null, isDemanded: true });
    expect(await getRoleRules(admin)).toContainEqual(
      expect.objectContaining({ role: 'viewer', needsSecondFactor: true }),
    );
    const { key } = await beginSecondFactor(ctx);
    await confirmSecondFactor(ctx, { code: totpCode(key, ctx.now()) });
    const able = await asPerson();
    expect(() => permit(able, 'statistics.read')).not.toThrow();
    await expect(removeOwnSecondFactor(able)).rejects.toMatchObject({ code: 'conflict' });
    await demands(false);
    await removeOwnSecondFactor(able);
    expect(await getOwnSecondFactor(able)).toEqual({ since: null, recoveryCodesLeft: 0, isDemanded: false });
  } finally {
    await demands(false);
  }
  const told = await admin.db.prisma.auditEntry.findFirst({
    where: {
      action: 'settings.second-factor',
      actorId: BigInt(admin.actor.kind === 'person' ? admin.actor.userId : 0),
    },
    orderBy: { id: 'asc' },
  });
  expect(told?.detail).toEqual({ before: { viewer: false }, after: { viewer: true } });
});

test('the grid of users tells who has one', async () => {
  const { email } = await personWithPhone();
  const admin = await testContext({ role: 'admin' });
  const query = { q: email, sort: userGrid.table.defaultSort, page: 1, size: 10 };
  const having = (value: boolean) =>
    listUsers(admin, { ...query, filters: [{ field: 'hasSecondFactor', type: 'boolean', op: 'is', value }] });
  expect((await listUsers(admin, { ...query, filters: [] })).rows).toMatchObject([
    { email, hasSecondFactor: true },
  ]);
  expect((await having(true)).total).toBe(1);
  expect((await having(false)).total).toBe(0);
});

test('each change and each sign-in leaves its line', async () => {
  const { ctx, system, id, email, recoveryCodes } = await personWithPhone();
  await comeIn(system, await stepOf(system, email), recoveryCodes[0] ?? '');
  await renewRecoveryCodes(ctx);
  await removeOwnSecondFactor(ctx);
  const lines = await ctx.db.prisma.auditEntry.findMany({
    where: { subjectType: 'user', subjectId: id },
    orderBy: { id: 'asc' },
  });
  expect(lines.map(({ action }) => action)).toEqual([
    'user.create',
    'account.begin-second-factor',
    'account.set-second-factor',
    'session.ask-code',
    'session.open',
    'account.renew-recovery-codes',
    'account.remove-second-factor',
  ]);
  expect(lines[4]?.detail).toEqual({ secondFactor: 'recovery code', recoveryCodesLeft: 9 });
});

test('what hurts needs a proof of the last ten minutes, in this very session: a sign-in, a code, or the password of whoever has none', async () => {
  const { ctx, system, email, code, pass } = await personWithPhone('admin');
  pass(half);
  const answer = await signInByCode(
    system,
    { step: await stepOf(system, email), code: code() },
    unknownPlace,
  );
  if (typeof answer === 'string') throw new Error(answer);
  const { sessionId } = answer;
  await requireFreshProof(ctx, sessionId);
  await expect(requireFreshProof(ctx, null)).rejects.toMatchObject({ code: 'step_up' });
  pass(601);
  await expect(requireFreshProof(ctx, sessionId)).rejects.toMatchObject({ code: 'step_up', asks: 'code' });
  await expect(proveAgain(ctx, { proof: testPassword }, sessionId)).rejects.toMatchObject({
    fieldErrors: { proof: expect.any(String) },
  });
  const [other] = [await stepOf(system, email)];
  await proveAgain(ctx, { proof: code() }, sessionId);
  await requireFreshProof(ctx, sessionId);
  await expect(proveAgain(ctx, { proof: code() }, sessionId)).rejects.toMatchObject({
    code: 'invalid_input',
  });
  expect(await comeIn(system, other, code())).toBe('wrong');

  await removeOwnSecondFactor(ctx);
  pass(601);
  await expect(requireFreshProof(ctx, sessionId)).rejects.toMatchObject({ asks: 'password' });
  await proveAgain(ctx, { proof: testPassword }, sessionId);
  await requireFreshProof(ctx, sessionId);
  const stranger = await testContext({ role: 'admin' });
  await expect(requireFreshProof(stranger, sessionId)).rejects.toMatchObject({ code: 'step_up' });
  for (let n = 0; n < 10; n += 1)
    await expect(proveAgain(ctx, { proof: 'no' }, sessionId)).rejects.toMatchObject({
      code: 'invalid_input',
    });
  await expect(proveAgain(ctx, { proof: testPassword }, sessionId)).rejects.toMatchObject({
    code: 'too_many',
  });
});
