import { isSuppressed, withoutNulls, type Contact } from '../contacts';
import type { FieldMap } from '../data-fields';
import { writeDate } from '../dates';
import { mayWrite } from '../imports/apply-rows';
import { holdBack } from '../imports/hold-back';
import type { ImportRecord } from '../imports/import-record';
import { addPairs, type MemberPair } from '../members';
import type { World } from '../world';
import type { CheckedContact } from './check-contact';
import { failed, globally, identifiersOf, isGlobal, type Result } from './import-result';
import { refuseNew } from './write-contact';

/** Somebody matched by address, of whom only fields, format and lists are given. */
export interface Plain {
  n: number;
  raw: unknown;
  checked: CheckedContact;
  email: string;
}

/** Many at once, in a few statements. */
export function savePlain(world: World, record: ImportRecord, plain: Plain[]): Result[] {
  const found = world.store.rows<Contact>(
    'SELECT c.* FROM json_each(?) j CROSS JOIN contacts c ON c.account = ? AND c.email = j.value',
    JSON.stringify(plain.map(({ email }) => email)),
    record.account,
  );
  const byEmail = new Map(found.map((contact) => [contact.email, contact]));
  const results: Result[] = [];
  const fresh: Plain[] = [];
  const known: { plain: Plain; contact: Contact }[] = [];
  for (const one of plain) {
    const contact = byEmail.get(one.email);
    const complaint = contact
      ? isGlobal(contact)
        ? globally(contact.email)
        : undefined
      : refuseNew(world, record.account, one.email);
    if (complaint) results.push(failed(one.n, one.raw, [complaint], contact?.id ?? null));
    else if (contact) known.push({ plain: one, contact });
    else fresh.push(one);
  }
  const ids = insertFresh(world, record.account, fresh);
  updateKnown(world, record, known);
  const members: MemberPair[] = [];
  for (const one of fresh) {
    const id = ids.get(one.email);
    if (id === undefined) continue;
    results.push({ n: one.n, outcome: 'created', contact: id, detail: { email: one.email } });
    for (const list of one.checked.given.lists ?? []) members.push([list, id]);
  }
  for (const { plain: one, contact } of known) {
    results.push({ n: one.n, outcome: 'updated', contact: contact.id, detail: identifiersOf(contact) });
    if (!isSuppressed(contact.status))
      for (const list of one.checked.given.lists ?? []) members.push([list, contact.id]);
  }
  addPairs(world, holdBack(world, record, members));
  return results;
}

function insertFresh(world: World, account: number, fresh: Plain[]): Map<string, number> {
  const now = world.now();
  const status = world.settings.enforceDoubleOptIn ? 'PendingOptIn' : 'Subscribed';
  const rows = fresh.map(({ email, checked: { fields, given } }) => [
    email,
    given.channelProperties?.email?.optInType ?? 'Unknown',
    given.channelProperties?.email?.emailType ?? 'Html',
    status,
    JSON.stringify(withoutNulls({ ...fields, LASTSUBSCRIBED: writeDate(now) })),
  ]);
  const inserted = world.store.rows<{ id: number; email: string }>(
    `INSERT INTO contacts (account, email, optIn, emailType, status, data, created, modified)
     SELECT ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, ?, ? FROM json_each(?) WHERE true RETURNING id, email`,
    account,
    now,
    now,
    JSON.stringify(rows),
  );
  return new Map(inserted.map(({ id, email }) => [email, id]));
}

function updateKnown(world: World, record: ImportRecord, known: { plain: Plain; contact: Contact }[]): void {
  const rows = known.map(({ plain: { checked }, contact }) => {
    const data = JSON.parse(contact.data) as FieldMap;
    for (const [name, value] of Object.entries(checked.fields))
      if (mayWrite(record.mergeOption, data[name] ?? null, value)) data[name] = value;
    const channel = checked.given.channelProperties?.email;
    return [
      contact.id,
      JSON.stringify(withoutNulls(data)),
      channel?.optInType ?? contact.optIn,
      channel?.emailType ?? contact.emailType,
    ];
  });
  world.store.run(
    `UPDATE contacts SET data = j.value ->> 1, optIn = j.value ->> 2, emailType = j.value ->> 3, binned = 0, modified = ? FROM json_each(?) j WHERE contacts.id = j.value ->> 0`,
    world.now(),
    JSON.stringify(rows),
  );
}
