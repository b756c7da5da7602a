import { expect, it } from 'vitest';
import { addDays, mondayOf } from './report-week';

it('a week begins on Monday at midnight, by the clocks of the zone', () => {
  expect(mondayOf('UTC', new Date('2026-11-29T23:59:00Z'))).toBe('2026-11-23');
  expect(mondayOf('UTC', new Date('2026-11-30T00:00:00Z'))).toBe('2026-11-30');
  expect(mondayOf('Asia/Tokyo', new Date('2026-11-29T15:00:00Z'))).toBe('2026-11-30');
  expect(mondayOf('America/New_York', new Date('2026-11-30T04:59:00Z'))).toBe('2026-11-23');
  expect(addDays('2026-03-02', -7)).toBe('2026-02-23');
});
