import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  maxActiveImports,
  nextPollDelayMs,
  nextStep,
  retryDelayMs,
  type Batch,
  type BatchKind,
  type BatchState,
} from './next-step';

const now = new Date('2026-11-21T12:00:00Z');
const later = new Date(now.getTime() + 5_000);
let serial = 0;
const batch = (kind: BatchKind, state: BatchState, part: Partial<Batch> = {}): Batch => {
  serial += 1;
  return {
    id: BigInt(serial),
    n: serial,
    kind,
    state,
    rowCount: 1,
    attempts: 0,
    pollCount: 0,
    submittedAt: null,
    nextPollAt: null,
    importId: null,
    policies: ['clear'],
    keptFields: [],
    ...part,
  };
};
const ask = (batches: Batch[], part: { maySend?: boolean; activeImports?: number } = {}) =>
  nextStep({ batches, now, maySend: true, activeImports: 0, ...part });

describe('the next step of a wave', () => {
  it('takes files of either service for files: behind all else, and never more of both than Dotdigital takes', () => {
    const [json, csv] = [batch('import_v3', 'prepared'), batch('import_v2', 'prepared')];
    expect(ask([json, batch('remove', 'submitted', { nextPollAt: later })])).toEqual({
      kind: 'wait',
      until: later,
    });
    expect(ask([json, csv])).toEqual({ kind: 'send', batch: json });
    expect(ask([json, csv], { activeImports: maxActiveImports }).kind).toBe('wait');
    expect(ask([json], { maySend: false }).kind).toBe('wait');
  });

  it('sends opt-outs before removals, and removals before files', () => {
    const [file, removal, optOut] = [
      batch('import_v2', 'prepared'),
      batch('remove', 'prepared'),
      batch('unsubscribe', 'prepared'),
    ];
    expect(ask([file, removal, optOut])).toEqual({ kind: 'send', batch: optOut });
    expect(ask([file, removal, { ...optOut, state: 'finished' }])).toEqual({ kind: 'send', batch: removal });
    expect(ask([file, { ...removal, state: 'finished' }])).toEqual({ kind: 'send', batch: file });
  });

  it('sends no file while people are still being taken out', () => {
    const removal = batch('remove', 'submitted', { nextPollAt: later });
    expect(ask([removal, batch('import_v2', 'prepared')])).toEqual({ kind: 'wait', until: later });
  });

  it('lets nothing but opt-outs go while the connection waits for a person, and still follows up', () => {
    const optOut = batch('unsubscribe', 'prepared');
    const sent = batch('import_v2', 'submitted', { nextPollAt: now });
    expect(ask([optOut, batch('remove', 'prepared'), sent], { maySend: false })).toEqual({
      kind: 'send',
      batch: optOut,
    });
    expect(ask([batch('remove', 'prepared'), sent], { maySend: false })).toEqual({
      kind: 'poll',
      batch: sent,
    });
    expect(ask([batch('import_v2', 'prepared')], { maySend: false })).toEqual({ kind: 'wait', until: null });
  });

  it('waits when Dotdigital has as many imports as it takes', () => {
    expect(ask([batch('import_v2', 'prepared')], { activeImports: maxActiveImports }).kind).toBe('wait');
  });

  it('finishes only when every batch has ended, whatever the order they ended in', () => {
    const states: BatchState[] = ['prepared', 'sending', 'submitted', 'finished', 'rejected', 'unknown'];
    const kinds: BatchKind[] = ['unsubscribe', 'remove', 'import_v2'];
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...kinds), fc.constantFrom(...states)), { maxLength: 8 }),
        fc.boolean(),
        (pairs, maySend) => {
          const batches = pairs.map(([kind, state]) => batch(kind, state));
          const ended = batches.every(({ state }) => state === 'finished' || state === 'rejected');
          expect(ask(batches, { maySend }).kind === 'finish').toBe(ended);
        },
      ),
    );
  });
});

describe('waiting', () => {
  it('asks quickly at first and every five minutes at most', () => {
    const delays = Array.from({ length: 40 }, (_, n) => nextPollDelayMs(n));
    expect(delays[0]).toBe(1_000);
    expect(delays).toEqual([...delays].sort((a, b) => a - b));
    expect(Math.max(...delays)).toBe(300_000);
  });

  it('tries again after longer and longer, a quarter of an hour at most', () => {
    expect(retryDelayMs(0, 0.5)).toBe(5_000);
    expect(retryDelayMs(3, 0.5)).toBe(40_000);
    expect(retryDelayMs(1_000, 1)).toBeLessThanOrEqual(18 * 60_000);
  });
});
