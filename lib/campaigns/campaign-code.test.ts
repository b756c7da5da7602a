import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { campaignCode } from './campaign-code';

describe('the code of a marketing campaign', () => {
  it('is made of the name and Dotdigital’s id', () => {
    expect(campaignCode('Black Friday preview', '5120')).toBe('Black-Friday-pr-5120');
    expect(campaignCode('Señorita Über', '7')).toBe('Senorita-Uber-7');
    expect(campaignCode('新年', '7')).toBe('7');
  });

  it('never has more than 20 letters, digits, - or _, and ends with the id', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 2_147_483_647 }), (name, id) => {
        const code = campaignCode(name, String(id));
        expect(code).toMatch(/^[A-Za-z0-9_-]{1,20}$/);
        expect(code.endsWith(String(id))).toBe(true);
      }),
    );
  });
});
