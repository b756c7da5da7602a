import fc from 'fast-check';
import {
  button,
  ends,
  faults,
  here,
  list,
  of,
  personCount,
  run,
  slow,
  there,
  trouble,
  type Button,
  type Here,
  type Run,
  type Step,
  type There,
  type Trouble,
} from './steps';

/**
 * A turn of the engines costs more than a hundred people's acts, so that much has happened before each. A scene is what would come together
 * too seldom by chance: ordinary steps, in an order in which a fault of the engines would show.
 */
type Scene = fc.Arbitrary<Step[]>;

const people = Array.from({ length: personCount }, (_, n) => n);
const anyone = fc.constantFrom(...people);
const some = (minLength: number) => fc.subarray(people, { minLength });
const maybe = fc.boolean();

const act = fc.oneof(
  { weight: 12, arbitrary: here },
  { weight: 8, arbitrary: there },
  { weight: 3, arbitrary: button },
  { weight: 1, arbitrary: slow },
);
const acts = (minLength: number, maxLength: number) => fc.array(act, { minLength, maxLength });

/** What gives a wave of the first book something to do. */
const changes = fc.array(
  fc.oneof(
    fc.record({ here: of('joins', 'leaves'), person: anyone, list: fc.constant(0) }),
    fc.record({ here: of('changes name'), person: anyone }),
    fc.record({ here: of('changes address'), person: anyone, address: fc.constant(personCount) }),
  ),
  { minLength: 1, maxLength: 3 },
);

const quiet = fc.constant(null);
/** Everything is due, and done. */
const due = (with_: fc.Arbitrary<Trouble> = quiet): fc.Arbitrary<Run> =>
  fc.record({ run: of('both'), after: fc.constantFrom(241, 241, 3_600), trouble: with_ });
/** Books and lists alone. */
const wave = (after: number, with_: fc.Arbitrary<Trouble> = quiet): fc.Arbitrary<Run> =>
  fc.record({ run: of('export'), after: fc.constant(after), trouble: with_ });

const early = fc.record({ kill: of('before', 'after'), n: fc.integer({ min: 15, max: 80 }) });

const does = (word: Exclude<Here['here'], 'changes address'>, person: number): Here =>
  ({ here: word, person, list: 0 }) as Here;
const press = (word: Button['button']): Button => ({ button: word, list: 0 });
const leaves = (whose: readonly number[]): Step[] => whose.map((person) => does('leaves', person));

/** Whatever comes. */
const day: Scene = fc.tuple(acts(1, 5), run).map(([before, turn]) => [...before, turn]);

/** Wishes made here, just before a wave that has more to do. */
const wishes: Scene = fc
  .tuple(changes, some(1), due(trouble))
  .map(([others, who, turn]) => [
    ...others,
    ...who.slice(0, 2).map((person) => does('opts out', person)),
    turn,
  ]);

/** Taken or removed from the list here while in the book; then, perhaps, put on it again. */
const offTheList: Scene = fc
  .tuple(of('is taken off', 'is removed by hand'), anyone, changes, due(trouble), maybe, due())
  .map(([how, person, others, turn, isBack, then]) => [
    does(how, person),
    ...others,
    turn,
    ...(isBack ? [does(how === 'is taken off' ? 'is subscribed' : 'is restored', person), then] : []),
  ]);

/** Several leave, at once or in two waves of one day. */
const exodus: Scene = fc
  .tuple(some(2), fc.nat(personCount), due(), due(trouble))
  .map(([who, first, between, turn]) =>
    first === 0 || first >= who.length
      ? [...leaves(who), turn]
      : [...leaves(who.slice(0, first)), between, ...leaves(who.slice(first)), turn],
  );

/** A wave that was begun, and stops in the middle: killed before it sent, or waiting for a slow import. */
const stopped: Scene = fc
  .tuple(
    changes,
    fc.oneof(
      wave(241, early).map((turn): Step[] => [turn]),
      wave(241).map((turn): Step[] => [{ imports: 300 }, turn, { imports: 0 }]),
    ),
    of('pause', 'pause', 'pause for an hour', 'freeze for an hour', 'disconnect', 'cancel'),
    changes,
    due(),
  )
  .map(([before, begun, how, then, turn]) => [...before, ...begun, press(how), ...then, turn]);

/** Taken off or deleted there, which is seen; then a wave that puts others in. */
const offThere: Scene = fc
  .tuple(of('is taken off the book', 'is deleted'), anyone, maybe, due(), changes, wave(241, trouble))
  .map(([how, address, isAsked, seen, others, turn]) => [
    { there: how, address, list: 0 } as There,
    ...(isAsked ? [press('read back')] : []),
    isAsked ? seen : { ...seen, after: 90_000 },
    ...others,
    turn,
  ]);

/** A no of somebody's, by whatever road. */
const no = (person: number): fc.Arbitrary<Step> =>
  fc.oneof(
    fc.constantFrom(...ends).map((status): There => ({ there: 'ends', address: person, status })),
    of('unsubscribes from the book', 'is taken off the book').map((word): There => ({
      there: word,
      address: person,
      list: 0,
    })),
    of('opts out', 'is taken off').map((word) => does(word, person)),
  );

/** A run is undone after somebody of it said no. */
const undone: Scene = anyone
  .chain((person) =>
    fc.tuple(
      fc.constant(person),
      of('leaves', 'leaves', 'joins', 'changes name'),
      due(),
      no(person),
      maybe,
      due(),
      wave(6, trouble),
    ),
  )
  .map(([person, what, turn, said, isRead, read, then]) => [
    does(what, person),
    turn,
    said,
    ...(isRead ? [read] : []),
    press('undo'),
    then,
  ]);

/** A consent, a no after it, and perhaps a consent after that. */
const consents: Scene = fc
  .tuple(anyone, of('ends', 'unsubscribes from the book'), due(trouble), maybe, due())
  .map(([person, how, turn, isNewer, then]) => [
    does('consents', person),
    (how === 'ends'
      ? { there: how, address: person, status: 'Unsubscribed' }
      : { there: how, address: person, list: 0 }) as There,
    turn,
    ...(isNewer ? [does('consents', person), then] : []),
  ]);

/** Newcomers whose file meets a fault. */
const newcomers: Scene = fc
  .tuple(some(2), list, fc.record({ fault: faults, times: fc.constantFrom(1, 1, 2) }))
  .chain(([who, to, fault]) =>
    fc.tuple(
      fc.constant([
        ...(to === 0 ? [] : [{ button: 'connect', list: to } as const]),
        ...who.map((person): Here => ({ here: 'joins', person, list: to })),
      ]),
      due(fc.constant(fault)),
      wave(60),
    ),
  )
  .map(([joining, turn, then]) => [...joining, turn, then]);

export const scene: Scene = fc.oneof(
  { weight: 6, arbitrary: day },
  { weight: 2, arbitrary: wishes },
  { weight: 2, arbitrary: offTheList },
  { weight: 2, arbitrary: exodus },
  { weight: 2, arbitrary: stopped },
  { weight: 2, arbitrary: offThere },
  { weight: 2, arbitrary: undone },
  { weight: 2, arbitrary: consents },
  { weight: 1, arbitrary: newcomers },
);
