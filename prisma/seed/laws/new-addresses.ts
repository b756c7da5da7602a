import { LawBroken } from './law-broken';
import type { LawWorld } from './law-world';
import { candidates, type Model } from './model';
import { isRefused, type Truth } from './truth';

type Move = { person: number; from: number; to: number };

/**
 * Somebody has another address from now on. What may have been said against the old one may go with their contact; and where nothing
 * stands in the way, it has to be the same contact afterwards.
 */
export function noteNewAddress(
  model: Model,
  truth: Truth,
  { person, from, to }: Move,
  known: boolean[],
): void {
  const one = model.people[person];
  if (!one || from === to) return;
  one.had.add(from);
  for (const list of model.left.keys())
    if (model.left[list]?.has(from) || model.unsubscribed[list]?.has(from) || isRefused(truth, from))
      model.tainted[list]?.add(to);
  const told = model.toldThere.get(from);
  if (told !== undefined) model.toldThere.set(to, told);
  noteTouched(model, from);
  noteTouched(model, to);
  const contact = truth.contacts.get(from);
  const [winner] = candidates(model, 0, to);
  const isPlain =
    contact !== undefined &&
    !contact.binned &&
    contact.status === 'Subscribed' &&
    !truth.contacts.has(to) &&
    winner === one &&
    !one.takenOff[0] &&
    !one.optedOut &&
    known[0] === true &&
    model.people.every(
      (other) => other === one || (other.address !== from && other.address !== to && !other.had.has(to)),
    ) &&
    !model.tainted[0]?.has(to) &&
    (one.markedBy[0]?.size ?? 0) === 0;
  if (isPlain) model.sameContact.set(to, { contactId: contact.id, from });
}

/** Something else happened to the address: whose contact it is afterwards is no promise. */
export function noteTouched(model: Model, address: number): void {
  for (const [to, { from }] of model.sameContact)
    if (to === address || from === address) model.sameContact.delete(to);
}

export function judgeNewAddresses({ addressOf }: LawWorld, model: Model, truth: Truth): void {
  for (const [to, { contactId, from }] of model.sameContact) {
    const contact = truth.contacts.get(to);
    if (contact?.id !== contactId)
      throw new LawBroken(
        'L1',
        `a${from} became a${to}, and its contact ${contactId} is ${
          [...truth.contacts.values()]
            .filter(({ id }) => id === contactId)
            .map(({ email }) => `a${addressOf(email)}`)
            .join() || 'nobody'
        }`,
      );
  }
}
