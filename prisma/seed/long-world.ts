import { randomBytes } from 'node:crypto';
import type { Tx } from '@/lib/db';
import { createLongMapping } from './long-mapping';
import { createCampaign } from './campaigns';
import { long, words } from './long-names';
import { condition, createList, filterOf } from './marketing-lists';
import { createRecords } from './records';

const each = 60;
const code = (): string => randomBytes(7).toString('hex');

/** More than a page of everything, with names as long as people make them; nothing of it is read from or sent to anywhere. */
export async function createLongWorld(tx: Tx): Promise<void> {
  const times = <Row>(row: (n: number) => Row): Row[] => Array.from({ length: each }, (_, n) => row(n));
  const day = (n: number): Date => new Date(Date.now() - n * 26 * 3_600_000);

  const [owner] = await tx.user.createManyAndReturn({
    data: times((n) => ({
      name: `${long(n)}-Schmidtbauer`,
      email: `${'a-very-long-address-of-somebody-'.repeat(2)}${code()}@${'long-'.repeat(8)}domain.example`,
      role: 'marketer' as const,
      disabledAt: n % 7 === 6 ? day(n) : null,
    })),
    select: { id: true },
  });
  const ownerId = owner?.id ?? null;
  const [integration] = await tx.integration.createManyAndReturn({
    data: times((n) => ({
      name: `${long(n)} ${code()}`,
      username: `apiuser-${code()}@apiconnector.com`,
      accountName: long(n + 1),
      active: false,
      defaultOwnerId: ownerId,
      ...(n % 3 === 0
        ? {
            healthCode: 'unreachable',
            healthMessage: `Dotdigital could not be reached for ${words}.`,
            failingSince: day(n),
          }
        : {}),
    })),
    select: { id: true },
  });
  const integrationId = integration?.id ?? 0n;
  const fields = await tx.dataField.createManyAndReturn({
    data: times((n) => ({
      integrationId,
      name: `${'LONG_NAME_OF_A_FIELD_'.repeat(2)}${n}`,
      type: n % 2 === 0 ? 'String' : 'Numeric',
      visibility: 'Private',
      notes: n % 2 === 0 ? words : '',
    })),
    select: { id: true, name: true, type: true },
  });
  await createLongMapping(tx, integrationId, fields);
  const [book] = await tx.addressBook.createManyAndReturn({
    data: times((n) => ({
      integrationId,
      dotdigitalId: 500_000 + n,
      name: long(n),
      visibility: 'Private',
      contactCount: 12_345_678,
    })),
    select: { id: true },
  });

  for (const entity of ['contact', 'lead', 'customer'] as const) {
    await createRecords(tx, each, (n) => ({
      entity,
      firstName:
        n % 2 === 0 ? 'Maria Magdalena Theodora Alexandra Konstantina' : 'Wolfeschlegelsteinhausenberger',
      lastName: long(n),
      email: `${'first.second.third.'.repeat(3)}${code()}@${'long-'.repeat(8)}domain.example`,
      company: `${words} Aktiengesellschaft & Co. KGaA`,
      city: 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch',
      country: 'DE',
      phone: '+49 228 555 0123 4567 890',
      source: long(n),
      ownerId,
    }));
  }
  await tx.customField.createMany({
    data: times((n) => ({
      entity: (['contact', 'lead', 'customer'] as const)[n % 3] ?? 'contact',
      key: `long_field_${code()}`,
      label: `${long(n).slice(0, 80)} ${code()}`,
      type: 'text' as const,
      position: n,
      archivedAt: n < 6 ? null : day(n),
    })),
  });

  const listId = await createList(tx, {
    name: `${long(0)} ${code()}`,
    description: `${words}. ${words}. ${words}.`,
    columns: ['firstName', 'lastName', 'email', 'company', 'city', 'country', 'phone', 'source'],
    filter: filterOf(
      condition('city', 'is', 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch'),
      condition('company', 'contains', words),
    ),
    memberCount: 12_345_678,
    ownerId,
  });
  await tx.marketingList.createMany({
    data: times((n) => ({
      name: `${long(n)} ${code()}`,
      description: words,
      entity: 'contact' as const,
      type: n % 2 === 0 ? ('dynamic' as const) : ('manual' as const),
      columns: ['firstName', 'lastName', 'email'],
      filter: filterOf(),
      ownerId,
      memberCount: 12_345_678,
    })),
  });
  const connection = await tx.connection.create({
    data: {
      listId,
      integrationId,
      addressBookId: book?.id ?? 0n,
      state: 'stopped',
      stateCode: 'failures',
      stateMessage: `The book ${words} is gone.`,
    },
  });
  for (const n of Array.from({ length: 8 }, (_, at) => at)) {
    await createCampaign(tx, {
      name: long(n),
      integrationId,
      addressBookId: book?.id,
      sentAt: day(n).toISOString(),
      recipients: Array.from({ length: n === 0 ? each : 3 }, (_, at) => ({
        email: `${'recipient.with.a.long.address.'.repeat(2)}${at}@domain.example`,
        opens: at % 4,
        clicks: at % 3,
        unsubscribed: at % 20 === 19,
      })),
      openTimes: [0, 1, 5, 30].map((hours) => new Date(day(n).getTime() + hours * 3_600_000).toISOString()),
      clicks: [{ at: day(n).toISOString(), url: `https://example.com/${'a-long-path/'.repeat(12)}` }],
    });
  }
  await tx.syncRun.createMany({
    data: times((n) => ({
      kind: n % 2 === 0 ? 'export' : 'import',
      trigger: 'button',
      integrationId,
      connectionId: n % 2 === 0 ? connection.id : null,
      state: (['finished', 'failed', 'cancelled'] as const)[n % 3] ?? 'finished',
      startedAt: day(n),
      finishedAt: new Date(day(n).getTime() + 754_321),
      counts: { planned: 12_345_678, added: 12_000_000, rejected: 345_678 },
      apiCallCount: 123_456,
      ...(n % 3 === 1 ? { errorCode: 'unreachable', errorMessage: `${words}: ${words}` } : {}),
    })),
  });
  await tx.csvImport.createMany({
    data: times((n) => ({
      entity: 'contact' as const,
      fileName: `${long(n).replaceAll(' ', '_')}.csv`,
      byteCount: 123_456_789n,
      encoding: 'utf-8',
      delimiter: ',',
      headers: ['E-mail', words],
      options: {},
      state: 'finished' as const,
      rowCount: 12_345_678,
    })),
  });
}
