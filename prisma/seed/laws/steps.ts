import fc from 'fast-check';

export const personCount = 4;
export const addressCount = 5;
export const bookCount = 2;

/** The first one most of the time: what happens to somebody matters by what happens to the same one next. */
const mostlyFirst = (count: number) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat(count - 1) });
const person = mostlyFirst(personCount);
const address = mostlyFirst(addressCount);
export const list = mostlyFirst(bookCount);
export const of = <T extends string>(...words: T[]) => fc.constantFrom(...words);

export const ends = [
  'Unsubscribed',
  'Unsubscribed',
  'HardBounced',
  'IspComplained',
  'Suppressed',
  'SoftBounced',
] as const;

export const neighbourTroubles = ['hangs', 'refuses the password', 'is over its limit'] as const;
export type NeighbourTrouble = (typeof neighbourTroubles)[number];

/** People here. */
export const here = fc.oneof(
  { weight: 4, arbitrary: fc.record({ here: of('joins', 'leaves'), person, list }) },
  { weight: 3, arbitrary: fc.record({ here: of('changes name', 'moves'), person }) },
  { weight: 3, arbitrary: fc.record({ here: of('changes address'), person, address }) },
  {
    weight: 2,
    arbitrary: fc.record({
      here: of('is removed by hand', 'is restored', 'is taken off', 'is subscribed'),
      person,
      list,
    }),
  },
  { weight: 3, arbitrary: fc.record({ here: of('opts out', 'consents', 'consents', 'is deleted'), person }) },
);

/** People at Dotdigital, and whoever works there. */
export const there = fc.oneof(
  { weight: 4, arbitrary: fc.record({ there: of('ends'), address, status: fc.constantFrom(...ends) }) },
  {
    weight: 2,
    arbitrary: fc.record({ there: of('returns', 'is deleted', 'changes name', 'moves'), address }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      there: of(
        'unsubscribes from the book',
        'is taken off the book',
        'is put into the book',
        'returns to the book',
      ),
      address,
      list,
    }),
  },
  { weight: 2, arbitrary: fc.record({ there: of('confirms to come back'), address }) },
);

export const faults = fc.constantFrom(
  { route: '*/contacts/import', method: 'POST', kind: 'reset-after' },
  { route: '*/contacts/import', method: 'POST', kind: 'reset-upload', args: { bytes: 1 } },
  { route: '*/contacts/import', method: 'POST', kind: 'server-error-after' },
  { route: '*/contacts/import', method: 'POST', kind: 'import-failed' },
  { route: '*/contacts/import', method: 'POST', kind: 'import-partial', args: { share: 0.5, seconds: 600 } },
  { route: '*/contacts/import', method: 'POST', kind: 'import-stuck', args: { seconds: 400 } },
  { route: '*/contacts/import', method: 'POST', kind: 'import-not-visible', args: { seconds: 20 } },
  { route: '*/contacts/import', method: 'POST', kind: 'import-forgotten', args: { seconds: 0 } },
  { route: '*/contacts/import', method: 'POST', kind: 'import-relapse' },
  { route: '*/contacts/import', method: 'POST', kind: 'import-no-report' },
  { route: '*/contacts/import', method: 'POST', kind: 'import-odd-faults' },
  { route: '*/contacts/import', method: 'POST', kind: 'watchdog-reject' },
  { route: '*/contacts/import', method: 'POST', kind: 'duplicate-delivery' },
  { route: '/v2/address-books/*/contacts', method: 'POST', kind: 'reset-after' },
  { route: '*/contacts/delete', method: 'POST', kind: 'removal-half', args: { share: 0.5 } },
  { route: '*/contacts/delete', method: 'POST', kind: 'removal-endless' },
  { route: '*/contacts/delete', method: 'POST', kind: 'reset-after' },
  { method: 'GET', nth: 7, kind: 'server-error' },
  { method: 'GET', nth: 5, kind: 'torn-json' },
  { method: 'GET', nth: 3, kind: 'not-found' },
  { method: 'GET', nth: 4, kind: 'too-many-requests', args: { retryAfter: 5 } },
  { method: 'POST', nth: 1, kind: 'unauthorized' },
  { route: '/v2/address-books/*/contacts*', method: 'GET', kind: 'empty-list' },
  { route: '/v2/address-books/*/contacts*', method: 'GET', kind: 'page-shift', args: { count: 1 } },
  {
    route: '/v2/address-books/*/contacts*',
    method: 'GET',
    kind: 'page-shift',
    args: { count: 1, deleted: true },
  },
);

/** What happens to the engines while they work: killed or frozen at a message, or somebody acts just before one of their calls. */
export const trouble = fc.oneof(
  { weight: 5, arbitrary: fc.constant(null) },
  { weight: 2, arbitrary: fc.record({ kill: of('before', 'after'), n: fc.integer({ min: 1, max: 150 }) }) },
  { weight: 1, arbitrary: fc.record({ freeze: fc.integer({ min: 1, max: 150 }) }) },
  { weight: 2, arbitrary: fc.record({ meanwhile: there, nth: fc.integer({ min: 1, max: 12 }) }) },
  { weight: 1, arbitrary: fc.record({ fault: faults, times: fc.integer({ min: 1, max: 3 }) }) },
);

/** Until the engines' next turn: mostly the one in which everything is due again. */
const seconds = fc.constantFrom<number>(6, 60, 241, 241, 241, 241, 3_600, 90_000);
export const run = fc.record({
  run: of('export', 'import', 'both', 'both', 'both'),
  after: seconds,
  trouble,
});

export const button = fc.record({
  button: of(
    'pause',
    'pause for an hour',
    'freeze for an hour',
    'resume',
    'synchronize',
    'cancel',
    'approve',
    'disconnect',
    'connect',
    'put back',
    'accept',
    'read back',
    'send again',
    'undo',
  ),
  list,
});

export const slow = fc.record({ imports: fc.constantFrom(0, 20, 300) });

export const setting = fc.record({
  /** Who begins on the first list. */
  onList: fc.array(fc.constantFrom(true, true, false), { minLength: personCount, maxLength: personCount }),
  /** The second list feeds the second book from the beginning. */
  second: fc.constantFrom(false, false, false, true),
  /** What happens then happens to a book that was read and filled. */
  inStep: fc.constantFrom(true, true, false),
  /** Then the first person unsubscribes there, which is read, and may change their mind. */
  saysNo: of('never', 'never', 'never', 'for good', 'for a while', 'until they confirm'),
  whoLeft: of('ask', 'ask', 'put_back', 'accept'),
  strangers: of('leave', 'leave', 'create', 'mirror'),
  resubscribe: of('never', 'newer_consent', 'newer_consent'),
  /** Only people with marketing consent are sent, and who has given it at first. */
  gate: fc.constantFrom(false, false, false, true),
  agreed: fc.array(fc.constantFrom(true, true, false), { minLength: personCount, maxLength: personCount }),
  /** People who join later go in files, or by themselves while no more than so many do within an hour. */
  newcomers: of('in_file', 'in_file', 'one_by_one'),
  newcomersPerHour: fc.constantFrom(2, 100),
  guardPeople: fc.constantFrom(1, 50),
  /** Who is in the first book before anybody connects it. */
  knownThere: fc.array(fc.constantFrom(false, false, true), {
    minLength: personCount,
    maxLength: personCount,
  }),
  /** Which side wins, where towns go both ways. */
  twoWay: fc.constantFrom<null | 'crm' | 'dotdigital' | 'newest'>(null, 'crm', 'dotdigital', 'newest'),
  /** The first list feeds another account too, whose Dotdigital is in this trouble from beginning to end. */
  neighbour: fc.constantFrom<null | NeighbourTrouble>(null, null, null, ...neighbourTroubles),
});

export type Setting = typeof setting extends fc.Arbitrary<infer T> ? T : never;
export type There = typeof there extends fc.Arbitrary<infer T> ? T : never;
export type Here = typeof here extends fc.Arbitrary<infer T> ? T : never;
export type Run = typeof run extends fc.Arbitrary<infer T> ? T : never;
export type Button = typeof button extends fc.Arbitrary<infer T> ? T : never;
export type Trouble = Run['trouble'];
export type Fault = typeof faults extends fc.Arbitrary<infer T> ? T : never;
export type Slow = typeof slow extends fc.Arbitrary<infer T> ? T : never;
export type Step = Here | There | Run | Button | Slow;
