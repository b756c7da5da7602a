import { expect, it } from 'vitest';

import { keptQuery, sameQuery } from './kept-query';

it('a view keeps search, filters, sort, columns and size, and neither the page nor itself', () => {
  const address = new URLSearchParams(
    'q=ann&f.consent=any:given&sort=name.asc&cols=company,custom.size&size=100&page=3&cursor=abc&view=7',
  );
  expect(keptQuery(address)).toBe(
    'q=ann&f.consent=any%3Agiven&sort=name.asc&cols=company%2Ccustom.size&size=100',
  );
});

it('the same in another order or spelling of the address is the same view', () => {
  expect(sameQuery('q=a&sort=name.asc', 'sort=name.asc&q=a')).toBe(true);
  expect(sameQuery('f.tag=any:1,2', 'f.tag=any%3A1%2C2')).toBe(true);
  expect(sameQuery('q=a', 'q=b')).toBe(false);
  expect(sameQuery('', 'q=a')).toBe(false);
});
