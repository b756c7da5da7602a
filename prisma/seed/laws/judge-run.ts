import { judgeEntries } from './judge-entries';
import { judgeGuard } from './judge-guard';
import { LawBroken } from './law-broken';
import { isContactIn, isOptOut, isRefused, isWriting, type readCalls, type Truth } from './truth';
import type { LawConnection } from './connections';
import type { LawWorld } from './law-world';
import { isOptedOut, type Model } from './model';
import type { There } from './steps';

type Seen = {
  /** As they stood before. */
  connections: (LawConnection | null)[];
  before: Truth;
  after: Truth;
  calls: Awaited<ReturnType<typeof readCalls>>;
  /** What somebody did there in the middle of it. `metAsking`: just before somebody was asked back, when no look could show it any more. */
  meanwhile: (There & { metAsking: boolean }) | null;
  /** To whom Dotdigital sent mails that ask whether they want to come back. */
  asked: number[];
};

/** The laws that hold at every moment, by what Dotdigital held before and after the engines worked. */
export function judgeRun(world: LawWorld, model: Model, seen: Seen): void {
  judgeReturns(model, seen);
  judgeEntries(model, seen);
  judgeAsked(world, model, seen);
  judgeLeavers(world, model, seen);
  judgeOrder(seen);
  judgeStillness(world, seen);
  judgeLimits(seen);
}

/** L3: nobody whom Dotdigital refuses becomes mailable by us, nor comes back into a book that they unsubscribed from. */
function judgeReturns(model: Model, { before, after, meanwhile }: Seen): void {
  const ended = meanwhile?.there === 'ends' && meanwhile.status !== 'SoftBounced' ? meanwhile.address : null;
  for (const address of after.contacts.keys()) {
    const returns = meanwhile?.address === address && bringsBack(meanwhile);
    if ((isRefused(before, address) || ended === address) && !isRefused(after, address) && !returns)
      throw new LawBroken(
        'L3',
        `a${address} was ${before.contacts.get(address)?.status} and is ${after.contacts.get(address)?.status}`,
      );
  }
  for (const [list, people] of after.books.entries())
    for (const address of people)
      if (model.unsubscribed[list]?.has(address) || isRefused(after, address))
        throw new LawBroken('L3', `a${address} is in book ${list}, which they left by their own wish`);
}

/** Somebody there made them mailable, as a soft bounce does too where it takes the place of what was said; or no look could show what came of them. */
const bringsBack = (meanwhile: NonNullable<Seen['meanwhile']>): boolean =>
  meanwhile.there === 'returns' ||
  (meanwhile.there === 'ends' && meanwhile.status === 'SoftBounced') ||
  meanwhile.metAsking;

/** L3: nobody is asked back but by a consent of theirs that is newer than their no, and only where the connection says so. */
function judgeAsked({ setting }: LawWorld, model: Model, { asked, meanwhile }: Seen): void {
  for (const address of asked) {
    if (meanwhile?.address === address) continue;
    const saidNoAt = model.saidNoAt.get(address)?.getTime() ?? 0;
    const isNewer = model.people.some(
      (one) => one.address === address && !one.deleted && (one.agreedAt?.getTime() ?? 0) > saidNoAt,
    );
    if (setting.resubscribe === 'never' || !isNewer || isOptedOut(model, address))
      throw new LawBroken('L3', `a${address} was asked to come back, and wants to stay away`);
  }
}

/** L5: whoever leaves a book by us was put there or matched by us, and no more than the guard allows. Nobody is deleted. */
function judgeLeavers(world: LawWorld, model: Model, { before, after, meanwhile, connections }: Seen): void {
  const byThem = (address: number): boolean => meanwhile?.address === address;
  for (const [list, people] of before.books.entries()) {
    const gone = [...people].filter(
      (address) =>
        !after.books[list]?.has(address) &&
        !isRefused(after, address) &&
        !byThem(address) &&
        !isContactIn(after, list, before.contacts.get(address)?.id),
    );
    const isOurs = (contactId: number | undefined): boolean =>
      contactId !== undefined && model.oursThere[list]?.has(contactId) === true;
    for (const address of gone)
      if (!isOurs(before.contacts.get(address)?.id) && world.setting.strangers !== 'mirror')
        throw new LawBroken('L5', `a${address} was a stranger in book ${list} and was taken out`);
    judgeGuard(model, gone, {
      list,
      now: world.clock.now,
      setting: world.setting,
      connection: connections[list] ?? null,
      inBook: after.books[list] ?? new Set(),
    });
  }
  for (const [address, { binned }] of after.contacts)
    if (binned && before.contacts.get(address)?.binned === false && !byThem(address))
      throw new LawBroken('L5', `a${address} was deleted`);
}

/** L4: within what is sent in one go, wishes go first. */
function judgeOrder({ calls }: Seen): void {
  // Two connections work one after the other: what is said of a book begins each one's turn.
  let hasWritten = false;
  for (const call of calls) {
    if (/\/address-books\/\d+$/.test(call.path.split('?')[0] ?? '')) hasWritten = false;
    if (isOptOut(call) && hasWritten) throw new LawBroken('L4', `${call.path} after other writing calls`);
    if (isWriting(call) && !isOptOut(call)) hasWritten = true;
  }
}

/** L7: while a connection is stopped, paused or held, nothing but wishes goes out for its book; while none is active, nothing else at all. */
function judgeStillness({ lists, clock }: LawWorld, { calls, connections }: Seen): void {
  const stands = (connection: LawConnection | null): boolean => {
    const { state = 'disconnected', pausedUntil = null } = connection ?? {};
    return state !== 'active' && (pausedUntil === null || pausedUntil > clock.now);
  };
  const isStill = connections.every(stands);
  for (const [list, { dotdigitalId }] of lists.entries()) {
    const connection = connections[list] ?? null;
    if (connection === null || !stands(connection)) continue;
    const said = calls.find(
      (call) => isWriting(call) && !isOptOut(call) && (isStill || call.path.includes(`/${dotdigitalId}/`)),
    );
    if (said)
      throw new LawBroken(
        'L7',
        `${said.method} ${said.path} while connection ${list} is ${connection.state}`,
      );
  }
}

/** Dotdigital doesn't count these calls. */
const uncounted = /\/contacts\/(import|deletion)\//;

/** L13: what Dotdigital refused because of a limit isn't asked again before its end; the clock stands still while engines work. */
function judgeLimits({ calls }: Seen): void {
  const refused = new Set<string>();
  for (const { method, path, status } of calls) {
    if (uncounted.test(path)) continue;
    const call = `${method} ${path}`;
    if (refused.has(call)) throw new LawBroken('L13', `${call} again, although its limit was used up`);
    if (status === 429) refused.add(call);
  }
}
