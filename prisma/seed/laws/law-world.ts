import { randomBytes } from 'node:crypto';
import type { FlowContext } from '@/lib/context';
import { recordConsent } from '@/lib/crm';
import { refreshDataFields } from '@/lib/data-fields';
import { emailKey } from '@/lib/email-key';
import { openDotdigital } from '@/lib/integrations';
import type { SettingValues } from '@/lib/settings/schemas';
import { createAddressBookRows, createIntegrationRow } from '../integrations';
import { condition, createList, filterOf } from '../marketing-lists';
import { setMappingRows } from '../mapping-rows';
import { lawContext, type LawBench } from './law-bench';
import { makeNeighbour, type Neighbour } from './neighbour';
import { bookCount, personCount, type Setting } from './steps';

export type Transport = SettingValues['transport'];

export type LawWorld = {
  bench: LawBench;
  /** What people do. */
  ctx: FlowContext;
  engine: FlowContext;
  /** The same, where it may be killed. */
  killable: FlowContext;
  clock: { now: Date };
  setting: Setting;
  transport: Transport;
  integrationId: bigint;
  neighbour: Neighbour | null;
  records: bigint[];
  /** Each list decides by a field of its own, and may feed the book of its number. */
  lists: { id: bigint; bookId: bigint; dotdigitalId: number }[];
  /** What a record on any list of this world says. */
  here: string;
  mail: (address: number) => string;
  addressOf: (email: string) => number;
};

/** The field that decides who is on each list. */
export const listFields = ['source', 'company'] as const;

/** An account of its own at the sandbox, which begins anew; two lists, two books, nobody in them, everybody on the first list. */
export async function makeLawWorld(
  bench: LawBench,
  setting: Setting,
  transport: Transport,
): Promise<LawWorld> {
  const clock = { now: new Date() };
  await bench.control('/reset', { contacts: 0, speed: 0, now: clock.now.toISOString() });
  const now = (): Date => new Date(clock.now);
  const ctx = lawContext(bench.people, bench.sandboxUrl, now);
  const engine = lawContext(bench.people, bench.killer.dotdigitalUrl, now);
  const killable = lawContext(bench.engine, bench.killer.dotdigitalUrl, now);
  const { prisma } = bench.people;
  const integrationId = await createIntegrationRow(ctx);
  const client = await openDotdigital(ctx, integrationId);
  await refreshDataFields(ctx, client, integrationId);
  await setMappingRows({ ctx, integrationId, client }, [
    { name: 'FIRSTNAME', source: 'firstName' },
    {
      name: 'TOWN',
      source: 'city',
      ...(setting.twoWay ? { settings: { twoWay: true, conflict: setting.twoWay } } : {}),
    },
  ]);
  await client.close();
  await prisma.integration.update({
    where: { id: integrationId },
    data: {
      apiEndpoint: bench.killer.dotdigitalUrl,
      offersContactImport: true,
      consentGate: setting.gate ? 'consented' : 'everyone',
    },
  });
  await prisma.setting.create({
    data: { key: `dotdigital:${integrationId}`, value: { transport } },
  });
  const here = `w${randomBytes(5).toString('hex')}`;
  const bookIds = await createAddressBookRows(ctx, integrationId, bookCount);
  const lists: LawWorld['lists'] = [];
  for (const [n, bookId] of bookIds.entries()) {
    const { id: dotdigitalId } = await bench.control<{ id: number }>('/address-books', { name: `Book ${n}` });
    await prisma.addressBook.update({ where: { id: bookId }, data: { dotdigitalId } });
    const id = await createList(prisma, { filter: filterOf(condition(listFields[n] ?? '', 'is', here)) });
    lists.push({ id, bookId, dotdigitalId });
  }
  const [first] = lists;
  const mail = (address: number): string => `a${address}@${here}.example`;
  const knownThere = setting.knownThere.flatMap((isKnown, n) => (isKnown ? [mail(n)] : []));
  if (knownThere.length > 0)
    await bench.control('/contacts', {
      addressBookId: first?.dotdigitalId,
      contacts: knownThere.map((email) => ({ email, dataFields: { FIRSTNAME: 'There 0', TOWN: 'There 0' } })),
    });
  const records = await prisma.crmRecord.createManyAndReturn({
    data: Array.from({ length: personCount }, (_, n) => ({
      entity: 'contact' as const,
      firstName: `Name ${n}`,
      city: `Town ${n}`,
      source: setting.onList[n] ? here : 'elsewhere',
      email: mail(n),
      emailKey: emailKey(mail(n)),
    })),
    select: { id: true },
  });
  for (const [n, { id }] of records.entries())
    if (setting.gate && setting.agreed[n])
      await recordConsent(ctx, { recordId: String(id), state: 'given', text: 'Yes, from the beginning' });
  return {
    bench,
    ctx,
    engine,
    killable,
    clock,
    setting,
    transport,
    integrationId,
    neighbour:
      setting.neighbour && first
        ? await makeNeighbour(bench, setting.neighbour, { listId: first.id, now })
        : null,
    lists,
    here,
    records: records.map(({ id }) => id),
    mail,
    addressOf: (email) => Number(/^a(\d+)@/.exec(email)?.[1] ?? -1),
  };
}

/** Nobody looks for due work of this world any more. */
export async function leaveLawWorld({ ctx, integrationId, neighbour }: LawWorld): Promise<void> {
  await ctx.db.prisma.integration.updateMany({
    where: { id: { in: [integrationId, ...(neighbour ? [neighbour.integrationId] : [])] } },
    data: { active: false, deletedAt: ctx.now() },
  });
}
