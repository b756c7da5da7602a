import { expect, it } from 'vitest';
import { z } from 'zod';

import { findBadText, jsonText, plainText, textProblem } from './text';

it('a text with U+0000 or half of a surrogate pair can’t be stored, any other can', () => {
  for (const bad of ['\u0000', 'a\u0000b', '\ud800', 'a\udc00b', '\udc00\ud800', '👩\ud83d'])
    expect([JSON.stringify(bad), textProblem(bad), plainText.safeParse(bad).success]).toEqual([
      JSON.stringify(bad),
      expect.stringMatching(/can’t be stored/),
      false,
    ]);
  for (const good of ['', 'Zoë', '👩‍👩‍👧', '\uFFFD', '\u0001', '\\ud800'])
    expect([textProblem(good), plainText.parse(good)]).toEqual([null, good]);
});

it('a bad text is found wherever it stands, and named', () => {
  expect(findBadText({ a: [{ b: 'x' }, { b: '\ud800' }] })?.path).toEqual(['a', '1', 'b']);
  expect(findBadText({ custom: { '\ud800': 1 } })?.path).toEqual(['custom']);
  expect(findBadText([1, null, undefined, true, new Date(), 'x'])).toBeNull();
  const round: Record<string, unknown> = {};
  round.again = round;
  expect(findBadText(round)).toBeNull();
});

it('a text within JSON text is looked at too', () => {
  const schema = jsonText(z.object({ name: z.string() }), 100);
  expect(schema.parse('{"name":"\\ud83d\\ude00"}')).toEqual({ name: '😀' });
  expect(schema.safeParse('{"name":"\\ud800"}').error?.issues).toMatchObject([
    { path: ['name'], message: expect.stringContaining('half of a character') as string },
  ]);
});
