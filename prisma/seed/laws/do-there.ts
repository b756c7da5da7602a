import type { LawWorld } from './law-world';
import type { Model } from './model';
import { noteTouched } from './new-addresses';
import { noteMove } from './towns';
import type { There } from './steps';
import { isRefused, readChallenges, readTruth, type Truth } from './truth';
import { isOpenWave } from '@/lib/connections/live-connection';

type Control = { method: string; path: string; body: unknown };

const credentials = `Basic ${Buffer.from('apiuser-demo@apiconnector.com:sandbox-password').toString('base64')}`;

/** Somebody at Dotdigital does something; where there is nobody to do it to, nothing happens. */
export async function doThere(world: LawWorld, model: Model, step: There, n: number): Promise<void> {
  const truth = await readTruth(world);
  if (step.there === 'returns to the book') return returnToBook(world, model, step);
  if (step.there === 'confirms to come back') return confirm(world, model, step);
  const call = toControl(world, model, { truth, step, n });
  if (call === null) return;
  const known = await (step.there === 'returns' ? heldOf : knownOf)(world, step.address);
  await world.bench.control(call.path, call.body, call.method);
  noteThere(model, step, n, { world, truth, known, isSure: true });
}

/** The person follows the link of a mail: back in the book that they had unsubscribed from. */
async function returnToBook(world: LawWorld, model: Model, { address, ...step }: There): Promise<void> {
  const list = 'list' in step ? step.list : 0;
  if (!model.unsubscribed[list]?.has(address)) return;
  const path = `/v2/address-books/${world.lists[list]?.dotdigitalId}/contacts/resubscribe-with-no-challenge`;
  const answer = await fetch(`${world.bench.sandboxUrl}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: credentials },
    body: JSON.stringify({ unsubscribedContact: { email: world.mail(address) }, preferredLocale: '' }),
  });
  if (!answer.ok) throw new Error(`resubscribe: ${await answer.text()}`);
  const { status } = (await answer.json()) as { status: string };
  if (status !== 'ContactAdded') return;
  model.unsubscribed[list]?.delete(address);
  for (const left of model.left) left.delete(address);
}

/** The person follows the link of the mail that asked them, the last one. */
async function confirm(world: LawWorld, model: Model, { address }: There): Promise<void> {
  const mails = await readChallenges(world);
  const mail = mails.findLast(({ recipient }) => world.addressOf(recipient) === address);
  if (!mail) return;
  await world.bench.control(`/mailbox/${mail.link.split('/').at(-1)}/confirm`, {});
  const { books } = await readTruth(world);
  noteTouched(model, address);
  model.unclear.add(address);
  for (const [list, people] of books.entries()) {
    if (people.has(address)) {
      model.unsubscribed[list]?.delete(address);
      model.left[list]?.delete(address);
    } else model.left[list]?.set(address, 'maybe');
  }
}

/** As the sandbox's own calls; null: there is nobody to do it to. */
export function toControl(
  world: LawWorld,
  model: Model,
  { truth, step, n }: { truth: Truth; step: There; n: number },
): Control | null {
  const contact = truth.contacts.get(step.address);
  const email = world.mail(step.address);
  const list = 'list' in step ? step.list : 0;
  const book = world.lists[list]?.dotdigitalId;
  const isIn = truth.books[list]?.has(step.address) ?? false;
  const post = (path: string, body: unknown): Control => ({ method: 'POST', path, body });
  const status = (word: string): Control => post(`/contacts/${email}/status`, { status: word });
  switch (step.there) {
    case 'ends':
      if (contact?.binned) return null;
      return contact
        ? status(step.status)
        : post('/contacts', { contacts: [{ email, status: step.status }] });
    case 'returns':
      return contact && !contact.binned && contact.status !== 'Subscribed' ? status('Subscribed') : null;
    case 'is deleted':
      return contact && !contact.binned ? status('Deleted') : null;
    case 'changes name':
      return contact && !contact.binned && contact.status === 'Subscribed'
        ? post('/contacts', { contacts: [{ email, dataFields: { FIRSTNAME: `There ${n}` } }] })
        : null;
    case 'moves':
      return contact && !contact.binned && contact.status === 'Subscribed'
        ? post('/contacts', { contacts: [{ email, dataFields: { TOWN: `There ${n}` } }] })
        : null;
    case 'unsubscribes from the book':
      return contact && isIn ? post(`/address-books/${book}/unsubscribe`, { email }) : null;
    case 'is taken off the book':
      return isIn ? post(`/address-books/${book}/members`, { remove: [email] }) : null;
    case 'is put into the book':
      return model.unsubscribed[list]?.has(step.address) ||
        (contact && (contact.binned || contact.status !== 'Subscribed'))
        ? null
        : post('/contacts', { addressBookId: book, contacts: [{ email }] });
    case 'returns to the book':
    case 'confirms to come back':
      return null;
  }
}

/** By book: is the address known to be there, put there by us. */
async function heldOf(world: LawWorld, address: number): Promise<boolean[]> {
  return Promise.all(
    world.lists.map(async ({ bookId }) => {
      const emailKey = world.mail(address);
      const where = { addressBookId: bookId, emailKey, present: true, putThereByUs: true };
      return (await world.ctx.db.prisma.bookMember.count({ where })) > 0;
    }),
  );
}

/** The same, and nothing of it under way. */
export async function knownOf(world: LawWorld, address: number): Promise<boolean[]> {
  const held = await heldOf(world, address);
  const { wave } = world.ctx.db.prisma;
  return Promise.all(
    world.lists.map(async ({ id: listId }, list) => {
      const underWay = await wave.count({
        where: { ...isOpenWave, connection: { listId } },
      });
      return held[list] === true && underWay === 0;
    }),
  );
}

type Situation = {
  world: Pick<LawWorld, 'setting' | 'clock'>;
  truth: Truth;
  known: boolean[];
  /** It happened just now, not at some moment of a run. */
  isSure: boolean;
};

export function noteThere(
  model: Model,
  step: There,
  n: number,
  { world, truth, known, isSure }: Situation,
): void {
  const { address } = step;
  const { whoLeft } = world.setting;
  const leaves = (list: number): void => {
    if (whoLeft === 'put_back' || (isSure && !truth.books[list]?.has(address))) return;
    if (whoLeft === 'accept') model.accepted[list]?.add(address);
    model.left[list]?.set(address, isSure && known[list] ? 'out' : 'maybe');
  };
  const books = [...model.left.keys()];
  if (step.there === 'moves') {
    noteMove(model, address, { there: `There ${n}` });
    // A file may be on its way with our town in it, and Dotdigital can't be asked to take it only where nobody moved.
    if (!isSure || known.some((is, list) => model.ours[list]?.has(address) && !is))
      model.unclear.add(address);
    return;
  }
  if (step.there !== 'changes name') model.unclear.add(address);
  noteTouched(model, address);
  switch (step.there) {
    case 'is deleted':
      for (const list of books) leaves(list);
      break;
    case 'is taken off the book':
      leaves(step.list);
      break;
    case 'unsubscribes from the book':
      model.unsubscribed[step.list]?.add(address);
      model.saidNoAt.set(address, world.clock.now);
      break;
    case 'ends':
      // Who says it again is not heard: Dotdigital keeps the first time.
      if (!isRefused(truth, address)) model.saidNoAt.set(address, world.clock.now);
      break;
    case 'is put into the book':
      model.left[step.list]?.delete(address);
      model.strangers[step.list]?.add(address);
      break;
    case 'changes name':
      model.toldThere.set(address, `There ${n}`);
      break;
    case 'returns':
      // Whoever was seen neither going nor coming back was taken off the book, as far as anybody can tell.
      for (const list of books) if (known[list]) model.left[list]?.set(address, 'maybe');
      break;
    default:
      break;
  }
}
