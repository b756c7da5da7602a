import { expect, it } from 'vitest';
import { clockSkew } from './clock-skew';

const made = Date.parse('2026-11-21T14:00:00Z');

it('sets a clock that runs behind by the server’s, and leaves one alone that agrees or that an old page could explain', () => {
  expect(clockSkew(made, made - 5 * 60_000)).toBe(5 * 60_000);
  expect(clockSkew(made, made - 2_000)).toBe(0);
  expect(clockSkew(made, made + 5 * 60_000)).toBe(0);
  expect(clockSkew(made, made - 48 * 3_600_000)).toBe(0);
  expect(clockSkew(0, made)).toBe(0);
});
