import { describe, expect, it } from 'vitest';
import { linkLabels } from './link-labels';

describe('the labels of links', () => {
  it('are paths on the main site and hosts elsewhere', () => {
    expect(
      linkLabels(['https://shop.example/a', 'https://shop.example/b?x=1', 'https://other.example/']),
    ).toEqual(['/a', '/b?x=1', 'other.example']);
  });

  it('never make two links look like one', () => {
    expect(linkLabels(['http://shop.example/a', 'https://shop.example/a', 'not a url'])).toEqual([
      'http://shop.example/a',
      'https://shop.example/a',
      'not a url',
    ]);
  });
});
