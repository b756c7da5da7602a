import { addressCount, bookCount, personCount, type Setting } from './steps';
import { isRefused, type Truth } from './truth';

type Person = {
  address: number;
  name: string;
  on: boolean[];
  removed: boolean[];
  takenOff: boolean[];
  /** Addresses that they had while Dotdigital refused them, or somebody took them off there: a mark may have come of it, and stays with the person. */
  markedBy: Set<number>[];
  optedOut: boolean;
  /** Their consent to be mailed, and since when. */
  agreedAt: Date | null;
  deleted: boolean;
  /** Addresses that they had before: their contact may have come along. */
  had: Set<number>;
};

/** Where a person moved to, as far as the other side doesn’t say the same yet. */
export type Town = { here: string | null; there: string | null };

/** Somebody took the address off the book, or deleted it there: it stays out, or whether it does is nobody's promise. */
export type Left = 'out' | 'maybe';

/** What each side was told, in memory; it shares nothing with the product. */
export type Model = {
  people: Person[];
  unsubscribed: Set<number>[];
  left: Map<number, Left>[];
  /** That they left was accepted once: the mark on the list stays. */
  accepted: Set<number>[];
  /** Whom runs that nobody approved took out of a book, and when, as long as they are out. */
  leftByUs: Map<number, Date>[];
  /** Whom nothing may put into a book: they had to be out of it when what is under way was planned. */
  shut: Set<number>[];
  /** Somebody approved the wave that is under way. */
  approved: boolean[];
  /** Were on a list while it fed its book. */
  ours: Set<number>[];
  /** Contacts who were in a book as one of ours: they, and nobody else, may be taken out, under whatever address. */
  oursThere: Set<number>[];
  /** Somebody else put them into the book, so they are ours only once a wave has sent them. */
  strangers: Set<number>[];
  /** What the connections do with them. */
  strangersAre: Setting['strangers'];
  /** Nobody is sent without consent. */
  gate: boolean;
  /** When an address last said no there, for the account or a book. */
  saidNoAt: Map<number, Date>;
  /** A first wave waits for an import: whoever left the list before was never ours. */
  firstWavesWait: boolean;
  /** Addresses whose contact may have had something said against it while it had another one. */
  tainted: Set<number>[];
  /** The contact that an address has to be from its person’s old one on, by address. */
  sameContact: Map<number, { contactId: number; from: number }>;
  /** What Dotdigital was given there last, not by us. */
  toldThere: Map<number, string>;
  /** Moves that only one side knows of, by address. */
  towns: Map<number, Town>;
  /** Addresses of whose town nobody can say what it should be: who has it changed, or both sides moved in the same moment. */
  unclear: Set<number>;
};

const each = <T>(count: number, make: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => make(n));

export const makeModel = (setting: Setting, now: Date): Model => ({
  people: each(personCount, (n) => ({
    address: n,
    name: `Name ${n}`,
    on: each(bookCount, (list) => list === 0 && setting.onList[n] === true),
    removed: each(bookCount, () => false),
    takenOff: each(bookCount, () => false),
    markedBy: each(bookCount, () => new Set<number>()),
    optedOut: false,
    agreedAt: setting.gate && setting.agreed[n] ? now : null,
    deleted: false,
    had: new Set<number>(),
  })),
  unsubscribed: each(bookCount, () => new Set<number>()),
  left: each(bookCount, () => new Map<number, Left>()),
  accepted: each(bookCount, () => new Set<number>()),
  leftByUs: each(bookCount, () => new Map<number, Date>()),
  shut: each(bookCount, () => new Set<number>()),
  approved: each(bookCount, () => false),
  ours: each(bookCount, () => new Set<number>()),
  oursThere: each(bookCount, () => new Set<number>()),
  strangers: each(bookCount, (list) => new Set(list === 0 ? knownAtFirst(setting) : [])),
  strangersAre: setting.strangers,
  gate: setting.gate,
  saidNoAt: new Map(),
  firstWavesWait: setting.twoWay !== null,
  tainted: each(bookCount, () => new Set<number>()),
  sameContact: new Map(),
  toldThere: new Map(),
  towns: new Map(knownAtFirst(setting).map((n) => [n, { here: `Town ${n}`, there: 'There 0' }] as const)),
  // A record that is made of a stranger moves as well.
  unclear: new Set(setting.strangers === 'create' ? knownAtFirst(setting) : []),
});

const knownAtFirst = ({ knownThere }: Setting): number[] =>
  knownThere.flatMap((isKnown, n) => (isKnown ? [n] : []));

export const everyAddress = each(addressCount, (n) => n);

/** People who compete for an address on a list, the oldest record first. */
export const candidates = ({ people }: Model, list: number, address: number): Person[] =>
  people.filter((one) => one.on[list] && !one.removed[list] && !one.deleted && one.address === address);

const having = ({ people }: Model, address: number): Person[] =>
  people.filter((one) => one.address === address);

export const isOptedOut = (model: Model, address: number): boolean =>
  having(model, address).some(({ optedOut }) => optedOut);

/** Nobody who has the address gave consent, on any record. */
const isHeldByGate = (model: Model, address: number): boolean =>
  model.gate && having(model, address).every(({ agreedAt, deleted }) => deleted || agreedAt === null);

/** Whoever is on a list that feeds its book from now on counts as ours there; without consent where the account asks for it, nobody does. */
export function noteOurs(model: Model, list: number): void {
  for (const address of everyAddress)
    if (candidates(model, list, address).length > 0 && !isHeldByGate(model, address))
      model.ours[list]?.add(address);
}

export function noteOursThere({ ours, oursThere }: Model, { books, contacts }: Truth): void {
  for (const [list, people] of books.entries())
    for (const address of people) {
      const contact = contacts.get(address);
      if (contact && ours[list]?.has(address)) oursThere[list]?.add(contact.id);
    }
}

/** Marks may come of what Dotdigital holds against an address, for whoever has it. */
export function noteRefusals(model: Model, truth: Truth): void {
  for (const [list, unsubscribed] of model.unsubscribed.entries())
    for (const address of everyAddress)
      if (isRefused(truth, address) || unsubscribed.has(address) || model.left[list]?.has(address))
        for (const one of model.people) {
          if (one.address === address || one.had.has(address)) one.markedBy[list]?.add(address);
          if (one.had.has(address)) model.tainted[list]?.add(one.address);
        }
}

export type Expected = { is: 'in' | 'out' | 'either'; names: string[] };

/** Who competes for the address is another one by now: what was promised of whoever left is no promise any more. */
export function noteChange(model: Model, address: number): void {
  for (const left of model.left) if (left.has(address)) left.set(address, 'maybe');
  model.unclear.add(address);
}

/** They said no, here or there, or were taken off there. */
const saysNo = (model: Model, truth: Truth, list: number, address: number): boolean =>
  isRefused(truth, address) ||
  model.unsubscribed[list]?.has(address) === true ||
  isOptedOut(model, address) ||
  having(model, address).some((one) => one.takenOff[list]) ||
  model.left[list]?.get(address) === 'out';

/** No mail may reach them by this list, whoever wants it. */
export const isUnwanted = (model: Model, truth: Truth, list: number, address: number): boolean =>
  saysNo(model, truth, list, address) || isHeldByGate(model, address);

/** Where an address belongs once all is quiet, and what Dotdigital then calls its person. */
export function expected(model: Model, truth: Truth, list: number, address: number): Expected {
  const [winner] = candidates(model, list, address);
  const names = expectedNames(model, address);
  const alike = having(model, address);
  const left = model.left[list]?.get(address);
  const isOut = saysNo(model, truth, list, address);
  const isStranger = model.strangers[list]?.has(address) ?? false;
  if (winner === undefined)
    return { is: isOut || mustLeave(model, list, address) ? 'out' : 'either', names: [] };
  if (isOut) return { is: 'out', names };
  // Whoever was not put there by us stays where they are.
  if (isHeldByGate(model, address)) return { is: isStranger ? 'either' : 'out', names };
  const mayBeOut =
    left === 'maybe' ||
    truth.contacts.get(address)?.status === 'SoftBounced' ||
    model.accepted[list]?.has(address) ||
    model.tainted[list]?.has(address) ||
    alike.some((one) => [...(one.markedBy[list] ?? [])].some((by) => by !== address));
  return { is: mayBeOut ? 'either' : 'in', names };
}

/** Nobody on the list has the address. */
function mustLeave(model: Model, list: number, address: number): boolean {
  const isStranger = model.strangers[list]?.has(address) ?? false;
  const isOnList = having(model, address).some((one) => one.on[list] && !one.deleted);
  if (model.strangersAre === 'mirror' && !isOnList) return true;
  // Whoever was found there stays, also once they were on the list.
  const stays = model.firstWavesWait || model.strangersAre === 'create';
  return model.ours[list]?.has(address) === true && !(isStranger && stays);
}

/** On two lists two records of one address may be the first: the account holds what was sent last. */
function expectedNames(model: Model, address: number): string[] {
  const winners = each(bookCount, (list) => candidates(model, list, address)[0]?.name ?? []).flat();
  const told = model.toldThere.get(address);
  return told === undefined ? winners : [...winners, told];
}
