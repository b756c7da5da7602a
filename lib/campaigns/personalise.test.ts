import { expect, it } from 'vitest';
import { personalise } from './personalise';

const values = new Map([
  ['FIRSTNAME', 'Ann <b> & "co"'],
  ['CITY', ''],
]);

it('puts values for marks whatever their case, nothing for an empty one, and leaves marks that name no field', () => {
  expect(personalise('Hi @firstName@ in @CITY@, @NOPE@, a@b.example', values, 'text')).toBe(
    'Hi Ann <b> & "co" in , @NOPE@, a@b.example',
  );
});

it('lets no value become markup', () => {
  expect(personalise('<p title="@FIRSTNAME@">@FIRSTNAME@</p>', values, 'html')).toBe(
    '<p title="Ann &lt;b&gt; &amp; &quot;co&quot;">Ann &lt;b&gt; &amp; &quot;co&quot;</p>',
  );
});
