import { expect, it } from 'vitest';
import { fieldsIn, fillText, namesIn } from './fill-text';

const values = {
  fields: { firstName: 'Ines', 'custom.size': '44', lastName: null },
  event: { total: 40, plan: { name: 'Gold <b>' }, items: [1], url: 'https://shop.example/c?a=1&b=2' },
};

it('puts a person’s values and what happened where their names stand, and nothing where there is none', () => {
  expect(fillText('Hello {{firstName}}{{lastName}}, size {{ custom.size }}', values)).toBe(
    'Hello Ines, size 44',
  );
  expect(fillText('{{event.plan.name}} for {{event.total}}', values)).toBe('Gold <b> for 40');
  expect(fillText('[{{event.gone.deeper}}{{event.items}}{{event.plan}}{{unknown}}]', values)).toBe('[]');
  expect(fillText('{ firstName } {{}} {{1}} @FIRSTNAME@', values)).toBe(
    '{ firstName } {{}} {{1}} @FIRSTNAME@',
  );
});

it('writes a value as the place asks, and never reads what it has written', () => {
  expect(fillText('<p>{{event.plan.name}}</p>', values, (text) => text.replaceAll('<', '&lt;'))).toBe(
    '<p>Gold &lt;b></p>',
  );
  expect(fillText('{{firstName}}', { fields: { firstName: '{{firstName}} $& $1' }, event: null })).toBe(
    '{{firstName}} $& $1',
  );
});

it('names each once, fields apart from what happened', () => {
  const texts = ['{{firstName}} {{event.total}}', '{{firstName}} {{custom.size}}'];
  expect(namesIn(texts)).toEqual(['firstName', 'event.total', 'custom.size']);
  expect(fieldsIn(texts)).toEqual(['firstName', 'custom.size']);
});
