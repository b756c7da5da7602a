import { describe, expect, it } from 'vitest';
import { cutPage, formatCursor, parseCursor } from './keyset';

const all = Array.from({ length: 7 }, (_, n) => ({ cursorValue: `v${n}`, cursorId: String(n + 1) }));

describe('keyset paging', () => {
  it('walks forward and back over the same rows', () => {
    const first = cutPage('a.asc', null, all.slice(0, 4), 3);
    expect([first.rows.map(({ cursorId }) => cursorId), first.prevCursor]).toEqual([['1', '2', '3'], null]);
    const behind = parseCursor('a.asc', first.nextCursor);
    expect(behind).toEqual({ to: 'next', value: 'v2', id: '3' });
    const second = cutPage('a.asc', behind, all.slice(3, 7), 3);
    expect(second.rows.map(({ cursorId }) => cursorId)).toEqual(['4', '5', '6']);
    const before = parseCursor('a.asc', second.prevCursor);
    expect(before).toEqual({ to: 'prev', value: 'v3', id: '4' });
    const again = cutPage(
      'a.asc',
      before,
      [all[2], all[1], all[0]].flatMap((row) => (row ? [row] : [])),
      3,
    );
    expect([again.rows.map(({ cursorId }) => cursorId), again.prevCursor]).toEqual([['1', '2', '3'], null]);
    expect(parseCursor('a.asc', again.nextCursor)?.id).toBe('3');
  });

  it('takes an altered cursor, and one of another sort, for none', () => {
    const cursor = formatCursor('a.asc', { to: 'next', value: 'x', id: '5' });
    expect(parseCursor('a.desc', cursor)).toBeNull();
    for (const altered of [
      '',
      'x',
      cursor.slice(3),
      Buffer.from('["a.asc","next","x","5; DROP"]').toString('base64url'),
      Buffer.from('["a.asc","next","\u0000","5"]').toString('base64url'),
    ]) {
      expect(parseCursor('a.asc', altered)).toBeNull();
    }
  });
});
