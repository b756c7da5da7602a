import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { connectList, createList } from '@/prisma/seed/marketing-lists';
import { testContext } from '@/prisma/test-context';
import { isLive, liveConnection } from './live-connection';
import { connectionStates } from './schemas';

describe('a live connection', () => {
  it('is one in any state but disconnected, in SQL, by Prisma and for the index that frees its book', async () => {
    const { db } = await testContext();
    for (const state of connectionStates) {
      const listId = await createList(db.prisma);
      const { connectionId, bookId, integrationId } = await connectList(db.prisma, listId);
      await db.prisma.connection.update({ where: { id: connectionId }, data: { state } });
      const inSql = await db.prisma.$queryRaw<object[]>`
        SELECT FROM connections c WHERE c.id = ${connectionId} AND ${liveConnection()}`;
      const byPrisma = await db.prisma.connection.count({ where: { id: connectionId, ...isLive } });
      const again = await db.prisma.connection
        .create({ data: { listId: await createList(db.prisma), integrationId, addressBookId: bookId } })
        .then(
          () => 'free',
          () => 'taken',
        );
      const live = state === 'disconnected' ? 0 : 1;
      expect({ state, inSql: inSql.length, byPrisma, book: again }).toEqual({
        state,
        inSql: live,
        byPrisma: live,
        book: live === 1 ? 'taken' : 'free',
      });
    }
  });

  it('is told apart in no other file', () => {
    expect(filesSaying(/(<>|!=|===|!==|not:) *'disconnected'/)).toEqual(['connections/live-connection.ts']);
  });
});

describe('the table of connections', () => {
  it('is written by its room alone', () => {
    const writing = filesSaying(
      /\bconnection\s*\.(create|update|upsert|delete)|(UPDATE|INTO|DELETE FROM) connections\b/,
    );
    expect(writing).not.toEqual([]);
    // Erasing takes an address out of whatever names it.
    expect(writing.filter((path) => !path.startsWith('connections/'))).toEqual([
      'privacy/person/mentions.ts',
    ]);
  });
});

function filesSaying(words: RegExp): string[] {
  const lib = join(import.meta.dirname, '..');
  return readdirSync(lib, { recursive: true, encoding: 'utf8' }).filter(
    (path) =>
      path.endsWith('.ts') &&
      !/^db\/generated\/|\.test\.ts$/.test(path) &&
      words.test(readFileSync(join(lib, path), 'utf8')),
  );
}
