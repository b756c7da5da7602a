import { expect, it } from 'vitest';
import { z } from 'zod';
import './text';

const said = (schema: z.ZodType, value: unknown): string | undefined =>
  schema.safeParse(value).error?.issues[0]?.message;

it('says in plain words what is too long, too short, too many and too much', () => {
  expect(said(z.string().max(2_000), 'x'.repeat(2_001))).toBe('At most 2,000 characters.');
  expect(said(z.string().min(1), '')).toBe('At least 1 character.');
  expect(said(z.array(z.int()).max(2), [1, 2, 3])).toBe('At most 2.');
  expect(said(z.int().min(1), -5)).toBe('At least 1.');
  expect(said(z.number().positive(), 0)).toBe('More than 0.');
});

it('leaves what a schema says itself', () => {
  expect(said(z.string().max(1, 'Too long a name.'), 'ab')).toBe('Too long a name.');
});
