import { expect, test } from 'vitest';
import { HttpProblem } from './http-problem';
import { parseStrictJson } from './strict-json';

const refusal = (text: string): HttpProblem => {
  try {
    parseStrictJson(text);
  } catch (error) {
    if (error instanceof HttpProblem) return error;
  }
  throw new Error(`${text} was taken`);
};

test.each([
  ['{"firstName":"a\\u0000b"}', 'firstName'],
  ['{"firstName":"a\\ud800b"}', 'firstName'],
  ['{"firstName":"a\\uDC00"}', 'firstName'],
  ['{"a":1,"custom":{"size":"\\ud83d","b":2}}', 'custom.size'],
  ['{"tags":["x","\\udfff"]}', 'tags'],
  ['{"custom":{"\\ud800":1}}', 'custom'],
  ['["\\ud800"]', ''],
])('%s is refused by the name of the field that holds it', (text, path) => {
  expect(refusal(text).errors).toMatchObject([
    { path, message: expect.stringContaining('can’t be stored') as string },
  ]);
});

test.each(['{"a":"\\ud83d\\ude00"}', '{"a":"\\\\ud800"}', '{"a":"\\\\u0000"}'])(
  '%s holds nothing of the kind',
  (text) => {
    expect(parseStrictJson(text)).toEqual(JSON.parse(text));
  },
);
