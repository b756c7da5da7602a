import { vi } from 'vitest';

/**
 * Looks until it holds. A busy machine takes a while to get there, and nothing is learnt from giving up early: shorter than a test's own
 * patience only so that the failure says what was missing.
 */
export const eventually = <T>(look: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(look, { timeout: 240_000, interval: 100 });
