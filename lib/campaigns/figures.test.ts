import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { definitions, definitionText, wholeOf } from '../definitions';
import {
  addUp,
  bestOf,
  countOf,
  countsBy,
  figures,
  medianOf,
  noCounts,
  rateOf,
  readMachines,
  shownCounts,
} from './figures';

const some = countsBy((name) => name.length * 10);

describe('the figures of campaigns', () => {
  it.each(figures)('%s says what it counts, and its rate is of what it says', (figure) => {
    const counts = shownCounts(some, 'in', { complaints: 3, buyers: 2 });
    const whole = wholeOf(figure);
    expect(definitionText(figure)).toContain(definitions[figure].counts);
    if (whole === undefined) {
      expect(rateOf(figure, counts)).toBeNull();
      return;
    }
    expect(definitionText(figure)).toContain(`of ${whole}`);
    const of: Record<string, 'recipients' | 'delivered' | 'openers'> = {
      'the recipients': 'recipients',
      'those delivered': 'delivered',
      'those who opened': 'openers',
    };
    const name = of[whole] ?? 'recipients';
    expect(rateOf(figure, counts)).toBe((countOf(figure, counts) ?? 0) / counts[name]);
    expect(rateOf(figure, { ...counts, [name]: 0 })).toBeNull();
  });

  it('tell nothing of complaints before Dotdigital’s summary was read', () => {
    expect([
      countOf('complained', shownCounts(some, 'in')),
      rateOf('complained', shownCounts(some, 'in')),
    ]).toEqual([null, null]);
  });

  it('count machines in or leave them out, and say how many there were either way', () => {
    const counts = {
      ...noCounts,
      openers: 5,
      opens: 9,
      humanOpeners: 3,
      humanOpens: 4,
      clicks: 2,
      humanClicks: 2,
    };
    expect(shownCounts(counts, 'in')).toMatchObject({
      openers: 5,
      opens: 9,
      machineOpens: 5,
      machineClicks: 0,
    });
    expect(shownCounts(counts, 'out')).toMatchObject({
      openers: 3,
      opens: 4,
      machineOpens: 5,
      machineClicks: 0,
    });
    expect([readMachines('in'), readMachines('out'), readMachines(undefined), readMachines('x')]).toEqual([
      'in',
      'out',
      'out',
      'out',
    ]);
  });

  it('add up', () => {
    expect(addUp([some, some])).toEqual(countsBy((name) => name.length * 20));
    expect(addUp([])).toEqual(noCounts);
  });
});

it('the best rate is marked, not the largest count, and only where one is better', () => {
  const of = (delivered: number, openers: number, unsubscribed = 0) =>
    shownCounts({ ...noCounts, recipients: delivered, delivered, openers, unsubscribed }, 'in');
  const three = [of(1_000, 300, 5), of(100, 40, 1), of(10, 4, 1)];
  expect(bestOf('opened', three)).toEqual([false, true, true]);
  expect(bestOf('unsubscribed', three)).toEqual([true, false, false]);
  expect(bestOf('opens', three)).toEqual([false, false, false]);
  expect(bestOf('delivered', three)).toEqual([false, false, false]);
  expect(bestOf('opened', [of(10, 4), of(0, 0)])).toEqual([false, false]);
  expect(bestOf('complained', three)).toEqual([false, false, false]);
});

it('the median is the middle of what is known, and needs three', () => {
  expect(medianOf([0.3, null, 0.1])).toBeNull();
  expect(medianOf([0.3, 0.1, null, 0.2])).toBe(0.2);
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3 }), (values) => {
      const median = medianOf(values) ?? -1;
      const below = values.filter((value) => value <= median).length;
      const above = values.filter((value) => value >= median).length;
      expect(Math.min(below, above) * 2).toBeGreaterThanOrEqual(values.length);
    }),
  );
});

it('docs/figures.md says all of them', async () => {
  const lines = figures.map((figure) => {
    const { name, counts, count } = definitions[figure];
    const whole = wholeOf(figure);
    return `| ${name} | ${counts} | \`${count.join(' + ')}\` | ${whole ?? 'no rate'} | ${whole === undefined ? '' : 'no rate is told'} |`;
  });
  const page = `# The figures of campaigns

Made from \`lib/definitions.ts\` by \`npx vitest run --project unit lib/campaigns/figures -u\`; what a tooltip says of a figure is its first sentence here.
Rates are worked out of counts, never taken from Dotdigital's percentages. Where nothing else is said, what machines did is left out.

| figure | counts | made of | as a rate, of | where those are 0 |
| --- | --- | --- | --- | --- |
${lines.join('\n')}
`;
  await expect(page).toMatchFileSnapshot(join(import.meta.dirname, '../../docs/figures.md'));
});
