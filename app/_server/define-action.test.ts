import { expect, test } from 'vitest';
import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { parseInput } from './define-action';

const refusal = (schema: z.ZodType, input: unknown): AppError => {
  try {
    parseInput(schema, input);
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('was taken');
};

const short = z.string().max(1, { error: 'At most 1 character.' });

test('what needs attention is named with its reason', () => {
  const schema = z.object({ firstName: short, items: z.array(z.object({ sku: short })) });
  const error = refusal(schema, { firstName: 'ab', items: [{ sku: 'a' }, { sku: 'ab' }] });
  expect(error.userMessage).toBe(
    'Some fields need your attention. First name: At most 1 character. Items 2 sku: At most 1 character.',
  );
  expect(error.fieldErrors).toEqual({
    firstName: 'At most 1 character.',
    'items.1.sku': 'At most 1 character.',
  });
});

test('of very many the first are named and the others counted', () => {
  const error = refusal(z.object({ tags: z.array(short) }), { tags: Array.from({ length: 8 }, () => 'ab') });
  expect(error.userMessage).toMatch(/^Some fields need your attention\. Tags 1: .* Tags 5: .* And 3 more\.$/);
});

test('text that can’t be stored is refused by name, also where the schema would take it', () => {
  for (const bad of ['a\u0000', 'a\ud800']) {
    const error = refusal(z.object({ note: z.object({ text: z.string() }) }), { note: { text: bad } });
    expect(error.userMessage).toMatch(
      /^Some fields need your attention\. Note text: Contains .* can’t be stored\.$/,
    );
    expect(Object.keys(error.fieldErrors ?? {})).toEqual(['note.text']);
  }
});
