import { describe, expect, it } from 'vitest';

import { createRecords } from '@/prisma/seed/records';
import { testContext } from '@/prisma/test-context';
import {
  deleteRecord,
  findSurvivor,
  getRecord,
  getRecordResource,
  mergeRecords,
  undoMerge,
  updateRecord,
} from '../index';

type Ctx = Awaited<ReturnType<typeof testContext>>;

async function people(ctx: Ctx, count: number): Promise<string[]> {
  const made = await createRecords(ctx.db.prisma, count, (n) => ({
    entity: 'lead',
    firstName: `Twin ${n}`,
    lastName: null,
  }));
  return made.map(({ id }) => String(id));
}

async function merge(ctx: Ctx, winnerId: string, loserId: string): Promise<string> {
  const [winner, loser] = await Promise.all([
    getRecord(ctx, { id: winnerId }),
    getRecord(ctx, { id: loserId }),
  ]);
  return (
    await mergeRecords(
      ctx,
      { winnerId, winnerVersion: winner.version, loserId, loserVersion: loser.version, take: [] },
      [],
    )
  ).mergeId;
}

describe('a merged record', () => {
  it('is found where it lives on, over every merge since, until a merge is undone', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const [first = '', second = '', third = ''] = await people(ctx, 3);
    const where = (id: string) => findSurvivor(ctx, { id, entity: 'lead' });
    await merge(ctx, second, first);
    expect(await where(first)).toEqual({
      id: second,
      name: 'Twin 1',
      entity: 'lead',
      merged: { id: first, name: 'Twin 0' },
    });
    expect(await where(second)).toBeNull();
    const last = await merge(ctx, third, second);
    expect(await where(first)).toMatchObject({ id: third, name: 'Twin 2', merged: { id: first } });
    expect(await where(second)).toMatchObject({ id: third, merged: { id: second } });
    await undoMerge(ctx, { mergeId: last }, []);
    expect(await where(first)).toMatchObject({ id: second });
  });

  it('says so to whoever asks for it, reads it by the API or still changes it', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const [winner = '', loser = ''] = await people(ctx, 2);
    const { version } = await getRecord(ctx, { id: loser });
    await merge(ctx, winner, loser);
    const told = {
      code: 'not_found',
      userMessage: `This lead was merged into “Twin 0” and lives on there, as lead ${winner}.`,
    };
    await expect(getRecord(ctx, { id: loser })).rejects.toMatchObject(told);
    await expect(getRecordResource(ctx, { id: loser, entity: 'lead' })).rejects.toMatchObject(told);
    await expect(updateRecord(ctx, { id: loser, version, city: 'Bern' })).rejects.toMatchObject(told);
    await expect(getRecordResource(ctx, { id: loser, entity: 'contact' })).rejects.toMatchObject({
      code: 'not_found',
      userMessage: 'This contact does not exist, or you may not see it.',
    });
  });

  it('leads nowhere for another entity, for a record that is gone, for a survivor that was deleted, and for what is no id', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const [winner = '', loser = '', deleted = ''] = await people(ctx, 3);
    await merge(ctx, winner, loser);
    await deleteRecord(ctx, { id: deleted });
    expect(await findSurvivor(ctx, { id: loser, entity: 'contact' })).toBeNull();
    expect(await findSurvivor(ctx, { id: deleted, entity: 'lead' })).toBeNull();
    await deleteRecord(ctx, { id: winner });
    expect(await findSurvivor(ctx, { id: loser, entity: 'lead' })).toBeNull();
    await expect(getRecord(ctx, { id: loser })).rejects.toMatchObject({
      userMessage: 'This record does not exist, or you may not see it.',
    });
    for (const id of ['abc', '-1', '9'.repeat(30), "1'; --"])
      expect(await findSurvivor(ctx, { id, entity: 'lead' })).toBeNull();
    await expect(
      findSurvivor(await testContext({ role: 'viewer' }), { id: loser, entity: 'lead' }),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });
});
