import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { mergeConsent } from './merge-consent';

const day = (n: number): Date => new Date(Date.UTC(2026, 0, n));

describe('the consent of two records that become one', () => {
  it('is withdrawn when either is, whichever stays', () => {
    const out = { state: 'withdrawn' as const, at: day(5), key: 'a@x' };
    const given = { state: 'given' as const, at: day(9), key: 'b@x' };
    for (const key of ['a@x', 'b@x', null]) {
      expect(mergeConsent(out, given, key).state).toBe('withdrawn');
      expect(mergeConsent(given, out, key).state).toBe('withdrawn');
    }
    expect(mergeConsent(out, { state: 'unknown', at: null, key: 'a@x' }, 'a@x').state).toBe('withdrawn');
  });

  it('is given when it was given later on the same address, not when earlier or at the same moment', () => {
    const out = { state: 'withdrawn' as const, at: day(5), key: 'a@x' };
    expect(mergeConsent(out, { state: 'given', at: day(6), key: 'a@x' }, 'a@x')).toMatchObject({
      state: 'given',
      at: day(6),
    });
    for (const n of [4, 5])
      expect(mergeConsent(out, { state: 'given', at: day(n), key: 'a@x' }, 'a@x').state).toBe('withdrawn');
  });

  it('goes with the address it was given on', () => {
    const given = { state: 'given' as const, at: day(5), key: 'a@x' };
    const none = { state: 'unknown' as const, at: null, key: 'b@x' };
    expect(mergeConsent(given, none, 'a@x').state).toBe('given');
    expect(mergeConsent(given, none, 'b@x').state).toBe('unknown');
  });

  it('never makes anyone mailable whom the address that stays did not allow', () => {
    const one = fc.record({
      state: fc.constantFrom('unknown' as const, 'given' as const, 'withdrawn' as const),
      at: fc.option(fc.integer({ min: 1, max: 9 }).map(day)),
      key: fc.constantFrom('a@x', 'b@x', null),
    });
    fc.assert(
      fc.property(one, one, fc.boolean(), (a, b, first) => {
        const key = first ? a.key : b.key;
        const { state } = mergeConsent(a, b, key);
        if (state !== 'given') return;
        const proof = [a, b].filter(
          (each) => each.state === 'given' && (each.key === key || each.key === null),
        );
        expect(proof.length).toBeGreaterThan(0);
        for (const out of [a, b].filter((each) => each.state === 'withdrawn')) {
          expect(
            proof.some(
              (each) => each.key === out.key && (each.at?.getTime() ?? 0) > (out.at?.getTime() ?? 0),
            ),
          ).toBe(true);
        }
      }),
    );
  });
});
