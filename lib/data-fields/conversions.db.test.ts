import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRecords } from '@/prisma/seed/records';
import { testContext } from '@/prisma/test-context';
import type { FlowContext } from '../context';
import { fixedFields, type RecordField, type RecordFieldType, statsJoin } from '../crm';
import { conversions } from './conversions';
import { maxTextLength } from './field-limits';
import { mappingValues, unfitValues } from './mapping-values';
import { readBack } from './read-back';
import { RowFormat, RowSettings, datePatterns, type ValueRule } from './row-schemas';
import { convertibleTo, dataFieldTypes, type DataFieldType, type PlanMappingRow } from './schemas';

const choices = [
  { value: 'gold', label: 'Gold card' },
  { value: 'silver', label: 'Silver card', archived: true },
];
const own = (type: RecordFieldType): RecordField => ({
  name: `custom.${type}`,
  label: type,
  type,
  source: 'custom',
  column: type,
  group: 'Custom fields',
  writable: true,
  maxLength: 1_000,
  ...(type === 'choice' ? { choices } : {}),
});
const ownTypes = ['text', 'number', 'date', 'boolean', 'choice'] as const;
const catalogue = [...fixedFields('customer'), ...ownTypes.map(own)];

let ctx: FlowContext;
beforeAll(async () => {
  ctx = await testContext();
});

type RowParts = {
  type?: DataFieldType;
  sources: string[];
  separator?: string;
  settings?: Partial<RowSettings>;
};
const rowOf = (
  name: string,
  { type = 'String', sources, separator = ' ', settings = {} }: RowParts,
): PlanMappingRow => ({
  name,
  type,
  sources,
  separator,
  ...RowSettings.parse(settings),
});

type Made = { id: bigint; wanted: Record<string, string>; unfit: string | null };
const make = (ids: readonly bigint[], rows: PlanMappingRow[], zone = 'UTC'): Promise<Made[]> =>
  ctx.db.prisma.$queryRaw<Made[]>`
    SELECT r.id, ${mappingValues(rows, { catalogue, zone })} AS wanted, ${unfitValues(rows, { catalogue, zone })} AS unfit
    FROM crm_records r ${statsJoin} WHERE r.id = ANY(${[...ids]}::bigint[]) ORDER BY r.id`;

const withCustom = async (key: string, values: readonly unknown[]): Promise<bigint[]> => {
  const made = await createRecords(ctx.db.prisma, values.length, (n) => ({
    entity: 'customer',
    email: null,
    custom: { [key]: values[n] } as never,
  }));
  return made.map(({ id }) => id).sort((a, b) => (a < b ? -1 : 1));
};
const format = (parts: Partial<RowFormat>): Partial<RowSettings> => ({ format: RowFormat.parse(parts) });

it('lists for forms what the table converts, and nothing else', () => {
  const listed = Object.entries(conversions).map(([type, targets]) => [
    type,
    Object.keys(targets).toSorted(),
  ]);
  const offered = Object.entries(convertibleTo).map(([type, targets]) => [type, targets.toSorted()]);
  expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(offered));
});

describe('one person’s values', () => {
  it('are written in the form that the row chose, in the account’s zone, empty parts left out', async () => {
    const owner = await ctx.db.prisma.user.create({
      data: {
        email: `owner-${Math.random()}@x.example`,
        name: 'Olga Owner',
        role: 'viewer',
        passwordHash: 'x',
      },
    });
    const [record] = await createRecords(ctx.db.prisma, 1, {
      entity: 'customer',
      email: null,
      firstName: ' Ada ',
      lastName: null,
      street: 'Main Road 1',
      city: '',
      postalCode: '1000',
      country: 'DE',
      birthday: new Date('1984-03-04T00:00:00Z'),
      ownerId: owner.id,
      createdAt: new Date('2026-11-30T23:30:00Z'),
      custom: { number: 1234.5, boolean: true, choice: 'silver', date: '2026-03-04' },
    });
    const ids = [record?.id ?? 0n];
    const suffix = Math.random().toString(36).slice(2, 6);
    const [vip, alpha] = [`vip-${suffix}`, `Alpha-${suffix}`];
    for (const name of [vip, alpha])
      await ctx.db.prisma.recordTag.create({
        data: { record: { connect: { id: ids[0] ?? 0n } }, tag: { create: { name } } },
      });
    const [one] = await make(
      ids,
      [
        rowOf('NAME', { sources: ['firstName', 'lastName', 'city'], separator: ', ' }),
        rowOf('ADDRESS', { sources: ['street', 'city', 'postalCode', 'country'], separator: ' | ' }),
        rowOf('CODE', { sources: ['country'], settings: format({ choice: 'value' }) }),
        rowOf('OWNER', { sources: ['ownerId'] }),
        rowOf('TAGS', { sources: ['tags'], settings: format({ tagSeparator: ';' }) }),
        rowOf('TAG', { type: 'Boolean', sources: ['tags'], settings: format({ tag: vip.toUpperCase() }) }),
        rowOf('OTHER_TAG', { type: 'Boolean', sources: ['tags'], settings: format({ tag: 'vip' }) }),
        rowOf('CARD', { sources: ['custom.choice'] }),
        rowOf('CARD_KEY', { sources: ['custom.choice'], settings: format({ choice: 'value' }) }),
        rowOf('YES', { sources: ['custom.boolean'], settings: format({ yes: 'Ja' }) }),
        rowOf('FLAG', { type: 'Boolean', sources: ['custom.boolean'] }),
        rowOf('PRICE', { sources: ['custom.number'], settings: format({ decimals: 2, decimalSign: ',' }) }),
        rowOf('NUMBER', { type: 'Numeric', sources: ['custom.number'] }),
        rowOf('ORDERS', { type: 'Numeric', sources: ['orderCount'] }),
        rowOf('DAY', { type: 'Date', sources: ['birthday'] }),
        rowOf('MOMENT', { type: 'Date', sources: ['createdAt'] }),
        rowOf('MOMENT_TEXT', { sources: ['createdAt'], settings: format({ date: 'dd/MM/yyyy HH:mm' }) }),
        rowOf('LAST', { sources: ['lastOrderAt'] }),
      ],
      'Europe/Berlin',
    );
    expect(one?.unfit).toBeNull();
    expect(one?.wanted).toMatchObject({
      NAME: 'Ada',
      ADDRESS: 'Main Road 1 | 1000 | Germany',
      CODE: 'DE',
      OWNER: 'Olga Owner',
      TAGS: expect.stringMatching(/^Alpha-\w+;vip-\w+$/) as string,
      TAG: 'True',
      OTHER_TAG: 'False',
      CARD: 'Silver card',
      CARD_KEY: 'silver',
      YES: 'Ja',
      FLAG: 'True',
      PRICE: '1234,50',
      NUMBER: '1234.5',
      ORDERS: '0',
      DAY: '1984-03-04T00:00:00',
      MOMENT: '2026-11-30T23:30:00',
      MOMENT_TEXT: '01/12/2026 00:30',
      LAST: '',
    });
    const [untold] = await make(ids, [rowOf('NO_TAG', { type: 'Boolean', sources: ['tags'] })]);
    expect(untold).toMatchObject({ wanted: {}, unfit: expect.stringContaining('NO_TAG: “') as string });
    const dates = await make(
      ids,
      datePatterns.flatMap((date, n) => [
        rowOf(`OWN${n}`, { sources: ['birthday'], settings: format({ date }) }),
        rowOf(`CUSTOM${n}`, { sources: ['custom.date'], settings: format({ date }) }),
      ]),
    );
    const wanted: Record<string, unknown> = dates[0]?.wanted ?? {};
    expect(datePatterns.map((_, n) => [wanted[`OWN${n}`], wanted[`CUSTOM${n}`]])).toEqual([
      ['1984-03-04', '2026-03-04'],
      ['04/03/1984', '04/03/2026'],
      ['03/04/1984', '03/04/2026'],
      ['04.03.1984', '04.03.2026'],
      ['4 March 1984', '4 March 2026'],
      ['March 4, 1984', 'March 4, 2026'],
      ['1984-03-04 00:00', '2026-03-04 00:00'],
      ['04/03/1984 00:00', '04/03/2026 00:00'],
    ]);
  });

  it('go through their rules in the order in which they stand', async () => {
    const html =
      '<style>p {}</style><p>Hello&nbsp;<b>Wor</b>ld</p><br/>3 &lt; 5 &amp;amp; x<!-- no --><script>a()</script> y <script>b()</script>';
    const ids = await withCustom('text', [html, '', ' gold ']);
    const values = async (...rules: ValueRule[]) =>
      (await make(ids, [rowOf('T', { sources: ['custom.text'], settings: { rules } })])).map(
        ({ wanted }) => wanted.T,
      );
    expect((await values({ kind: 'strip-html' }))[0]).toBe('Hello World 3 < 5 &amp; x y');
    const table: ValueRule = {
      kind: 'table',
      pairs: [
        { from: 'GOLD', to: '<b>1</b>' },
        { from: 'gold', to: 'second' },
      ],
      others: 'empty',
    };
    expect(await values(table, { kind: 'default', value: 'none' })).toEqual(['none', 'none', '<b>1</b>']);
    expect(await values({ kind: 'default', value: 'gold' }, table)).toEqual(['', '<b>1</b>', '<b>1</b>']);
    expect(
      (await values({ ...table, others: 'keep' }, { kind: 'strip-html' }, { kind: 'cut', length: 5 }))[0],
    ).toBe('Hello');
    expect((await values({ kind: 'case', to: 'title' }, { kind: 'trim' }))[2]).toBe('Gold');
    expect((await values({ kind: 'case', to: 'upper' }, { kind: 'cut', length: 2 }))[2]).toBe('GO');
    const many = await values(...Array.from({ length: 10 }, (): ValueRule => ({ ...table, others: 'keep' })));
    expect(many[2]).toBe('<b>1</b>');
  });
});

const odd: readonly unknown[] = [
  ...[
    null,
    '',
    '   ',
    'infinity',
    '-infinity',
    'NaN',
    'Infinity',
    '1e400',
    '1e5',
    '9'.repeat(400),
    '-0',
    '٣',
  ],
  ...[`0.${'1'.repeat(20)}`, 1e20, 1e300, 5e-324, -0, 0.1 + 0.2, 999_999_999_999_999, 12.000_000_001],
  ...['0001-01-01', '9999-12-31', '10000-01-01', '0000-01-01', '2026-02-31', '2026-1-1', '0044-03-15 BC'],
  ...[
    'x'.repeat(256),
    'x'.repeat(1_000),
    'x'.repeat(1_001),
    '😀'.repeat(500),
    '😀'.repeat(501),
    'é'.repeat(5_000),
  ],
  ...[
    true,
    false,
    'true',
    'yes',
    {},
    [],
    { a: [1] },
    ['x'],
    '<b',
    '<script>',
    "'; DROP TABLE x; --",
    '=1+1',
    '"',
    '\r\n,',
  ],
];
const anything = fc.oneof(
  fc.constantFrom(...odd),
  fc
    .string({ unit: 'grapheme', maxLength: 40 })
    .filter((text) => !text.includes('\0') && !/\p{Surrogate}/u.test(text)),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.boolean(),
);

const fits: Record<DataFieldType, (text: string) => boolean> = {
  String: (text) => text.length <= maxTextLength,
  Numeric: (text) => text === '' || /^-?\d{1,18}(\.\d{1,9})?$/.test(text),
  Date: (text) => text === '' || /^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text),
  Boolean: (text) => ['', 'True', 'False'].includes(text),
};
const rules: ValueRule[] = [
  { kind: 'trim' },
  { kind: 'strip-html' },
  { kind: 'case', to: 'title' },
  { kind: 'default', value: 'x'.repeat(1_000) },
  { kind: 'table', pairs: [{ from: 'true', to: '😀'.repeat(900) }], others: 'keep' },
];

describe('whatever a record holds', () => {
  it.each(ownTypes)(
    'a custom field of type %s never fails, and what leaves fits; what doesn’t is named',
    async (type) => {
      const values = [...odd, ...fc.sample(anything, { numRuns: 150, seed: 7 })];
      const ids = await withCustom(type, values);
      for (const target of dataFieldTypes) {
        const formats =
          target === 'String' ? datePatterns.map((date) => format({ date, decimals: 2 })) : [{}];
        for (const settings of [...formats, { rules }, { empty: 'keep' as const }]) {
          const made = await make(ids, [rowOf('F', { type: target, sources: [`custom.${type}`], settings })]);
          expect(made).toHaveLength(values.length);
          made.forEach(({ wanted, unfit }, n) => {
            const listed = conversions[type][target] !== undefined;
            if (!listed) expect(wanted).toEqual({});
            expect(fits[target](wanted.F ?? '')).toBe(true);
            if ('rules' in settings) return;
            if (values[n] === null || values[n] === '') return expect(unfit).toBeNull();
            // Lost altogether, and not a blank: then it is told.
            if (listed && (wanted.F ?? '') === '' && String(values[n]).trim() !== '')
              expect(unfit).toMatch(/^F: “/);
          });
        }
      }
    },
  );

  it('dates beyond all calendars, NULLs and numbers that are none stay with their person', async () => {
    const made = await createRecords(ctx.db.prisma, 6, {
      entity: 'customer',
      email: null,
      firstName: null,
      lastName: null,
    });
    const ids = made.map(({ id }) => id);
    const days = ['infinity', '-infinity', '0001-01-01', '9999-12-31', '0044-03-15 BC', '200000-01-01'];
    for (const [n, id] of ids.entries()) {
      const at = days[n] ?? '';
      await ctx.db.prisma
        .$executeRaw`UPDATE crm_records SET birthday = ${at}::text::date, created_at = ${at}::text::timestamptz WHERE id = ${id}`;
      await ctx.db.prisma.$executeRaw`
        INSERT INTO record_stats (record_id, lifetime_value, last_order_at) VALUES (${id}, 'NaN', ${at}::text::timestamptz)
        ON CONFLICT (record_id) DO UPDATE SET lifetime_value = excluded.lifetime_value, last_order_at = excluded.last_order_at`;
    }
    const rows = catalogue.flatMap((field) =>
      dataFieldTypes.map((type) => rowOf(`${field.name}:${type}`, { type, sources: [field.name] })),
    );
    const values = await make(ids, rows, 'Pacific/Auckland');
    for (const { wanted } of values)
      for (const [name, text] of Object.entries(wanted))
        expect([name, fits[name.split(':')[1] as DataFieldType](text)]).toEqual([name, true]);
    expect(values.map(({ wanted }) => wanted['birthday:Date'])).toEqual([
      ...['', '', '0001-01-01T00:00:00', '9999-12-31T00:00:00', '', ''],
    ]);
    expect(values[0]?.unfit).toContain('birthday:Date: “infinity” is no day of the years 1 to 9999');
    expect(values[5]?.unfit).toContain('birthday:Date: “200000-01-01”');
  });
});

describe('what goes out and comes back', () => {
  const typed = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
    .map((text) => text.normalize('NFC').trim())
    .filter((text) => text !== '' && !text.includes('\0') && !/\p{Surrogate}/u.test(text));
  const pairs: [RecordFieldType, DataFieldType, fc.Arbitrary<string | number | boolean>][] = [
    ['text', 'String', typed],
    [
      'number',
      'Numeric',
      fc
        .tuple(fc.integer(), fc.integer({ min: 0, max: 5 }))
        .map(([n, d]) => Number((n / 10 ** d).toFixed(d)) + 0),
    ],
    [
      'date',
      'Date',
      fc
        .date({
          min: new Date('0001-01-01T00:00:00Z'),
          max: new Date('9999-12-31T00:00:00Z'),
          noInvalidDate: true,
        })
        .map((at) => at.toISOString().slice(0, 10)),
    ],
    ['boolean', 'Boolean', fc.boolean()],
    ['choice', 'String', fc.constantFrom(...choices.map(({ value }) => value))],
  ];

  it.each(pairs)('is the same: %s by %s', async (type, target, arbitrary) => {
    const values = fc.sample(arbitrary, { numRuns: 200, seed: 11 });
    const ids = await withCustom(type, values);
    for (const choice of ['label', 'value'] as const) {
      const made = await make(ids, [
        rowOf('F', { type: target, sources: [`custom.${type}`], settings: format({ choice }) }),
      ]);
      const back = made.map(({ wanted }) =>
        readBack(own(type), { type: target, format: RowFormat.parse({ choice }) }, wanted.F ?? null),
      );
      expect(back).toEqual(values.map((value) => ({ value: String(value === 0 ? 0 : value) })));
    }
  });

  it('knows every country by the name that went out', async () => {
    const country = catalogue.find(({ name }) => name === 'country') ?? own('text');
    const codes = ['DE', 'GB', 'CD', 'CG', 'MM', 'US', 'TR', 'PS', 'KP', 'KR', 'MF', 'SX'];
    const made = await createRecords(ctx.db.prisma, codes.length, (n) => ({
      email: null,
      country: codes[n] ?? null,
    }));
    const out = await make(
      made.map(({ id }) => id),
      [rowOf('C', { sources: ['country'] })],
    );
    expect(
      out.map(({ wanted }) =>
        readBack(country, { type: 'String', format: RowFormat.parse({}) }, wanted.C ?? null),
      ),
    ).toEqual(codes.map((value) => ({ value })));
  });

  it('never fails, whatever Dotdigital says, and a pair that loses something is refused', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...catalogue),
        fc.constantFrom(...dataFieldTypes),
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.constant(null),
          fc.constantFrom('1e999', '9999-99-99', '{}'),
        ),
        (field, type, text) => {
          const read = readBack(field, { type, format: RowFormat.parse({}) }, text);
          if ('problem' in read) return typeof read.problem === 'string';
          return read.value === null || typeof read.value === 'string';
        },
      ),
    );
    const lossy = { type: 'String' as const, format: RowFormat.parse({}) };
    expect(readBack(own('number'), lossy, '12')).toHaveProperty('problem');
    expect(readBack(own('date'), { ...lossy, type: 'Date' }, '2026-02-31T00:00:00')).toHaveProperty(
      'problem',
    );
    expect(readBack(own('date'), { ...lossy, type: 'Date' }, '2026-02-28T00:00:00Z')).toEqual({
      value: '2026-02-28',
    });
  });
});
