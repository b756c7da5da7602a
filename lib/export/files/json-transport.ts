import type { Channel } from '../../channel';
import { isSendable, type WireContactImport } from '../../dotdigital';
import { emailKey } from '../../email-key';
import { buildJson } from './build-json';
import { readFaultReason } from './fault-reasons';
import type { Fault } from './read-faults';
import { readSince } from './read-since';
import type { Session } from '../session';
import type { ImportTransport } from './transport';

type Told = NonNullable<WireContactImport['told']>;

/** JSON by v3; its answer names everybody with their id or their failure. */
export const jsonTransport: ImportTransport = {
  async build(ctx, target, batch) {
    const { rowCount, contacts } = await buildJson(ctx, target, batch);
    return {
      rowCount,
      byteCount: contacts.reduce((sum, { length }) => sum + length, 0),
      send: (client) => client.startContactImport({ contacts, empty: batch.policies[0] }),
    };
  },

  async look(session, _batch, importId) {
    const key = keyIn(session.target.channel);
    const { status, told } = await session.client.contactImport(importId);
    return {
      state: status,
      readEnd: async () =>
        told
          ? {
              report: { newContacts: told.newContacts, updatedContacts: told.updatedContacts },
              faults: await readFailures(session, told),
              ids: [...told.created, ...told.updated].flatMap((one) =>
                key(one) === '' ? [] : [{ id: one.id, key: key(one) }],
              ),
              isBookRefused: told.failures.some(({ code }) => /^invalidaddressbookids$/i.test(code)),
            }
          : { report: null, faults: null, ids: [], isBookRefused: false },
    };
  },
};

const keyOf = (email: string): string => emailKey(email) ?? email.trim().toLowerCase();

const keyIn =
  (channel: Channel) =>
  ({ email, number }: { email: string; number: string }): string =>
    channel === 'sms' ? number : keyOf(email);

/** One per address or number; the first reason of each stands. */
async function readFailures(session: Session, told: Told): Promise<Fault[]> {
  const { channel } = session.target;
  const byKey = new Map<string, Fault>();
  const note = (key: string, code: string, text = code): void => {
    if (key !== '' && !byKey.has(key))
      byKey.set(key, { key, ...readFaultReason(code), text: text.slice(0, 200) });
  };
  for (const one of told.failures) note(keyIn(channel)(one), one.code, one.description || one.code);
  if (channel === 'sms') return [...byKey.values()];
  const taken = new Set(told.updated.map(({ email }) => keyOf(email)));
  for await (const { email, status } of suppressedSince(session))
    if (taken.has(keyOf(email))) note(keyOf(email), status);
  return [...byKey.values()];
}

/**
 * v3 takes the values of people who may not be mailed, and doesn't say that they are such: the account's own list of them does.
 * Asked from where the import has read it; who was resubscribed since is told with their state of now.
 */
async function* suppressedSince(session: Session) {
  for await (const { rows } of session.client.suppressions(await readSince(session, 'suppressions', '')))
    for (const { email, status, reason } of rows) {
      const word = status ?? reason;
      if (word !== null && !isSendable(word)) yield { email, status: word };
    }
}
