import { liveConnection } from '../../connections/live-connection';
import type { Context } from '../../context';
import { csvByteOrderMark, csvLine } from '../../csv';
import { permit } from '../../permissions';
import { readRetention } from '../retention/retention';
import { retainedKinds, retentionWords } from '../schemas';

const head = [
  'What is done',
  'With whose data',
  'Which data',
  'Who receives it',
  'How long it is kept',
  'How it is protected',
];
const people = 'Contacts, leads and customers';
const protection =
  'Roles and an audit log that nobody changes; passwords hashed, secrets and backups encrypted; HTTPS to Dotdigital alone.';

type Feed = { list: string; book: string; account: string; region: string | null; fields: string[] };

/** What is done with personal data here, as this installation is set up: Article 30 of the GDPR asks for such a record. */
export async function* recordOfProcessingCsv(ctx: Context): AsyncGenerator<string> {
  permit(ctx, 'privacy.read');
  const { prisma } = ctx.db;
  const retention = await readRetention(prisma);
  const kept = retainedKinds
    .map((kind) => {
      const days = retention[kind];
      return `${retentionWords[kind].label}: ${days ? `${days} days` : 'until deleted or erased'}`;
    })
    .join('; ');
  yield csvByteOrderMark + csvLine(head);
  yield csvLine([
    'Keeping records of people, their consent, orders and events',
    people,
    'Names, addresses, phone numbers, custom fields, tags, consent with its words, orders, carts, events',
    'Users of this installation, by their role',
    kept,
    protection,
  ]);
  const feeds = await prisma.$queryRaw<Feed[]>`
    SELECT l.name AS list, b.name AS book, n.name AS account, n.region,
      coalesce((SELECT array_agg(d.name ORDER BY r.position) FROM field_mappings m JOIN field_mapping_rows r ON r.mapping_id = m.id
        JOIN data_fields d ON d.id = r.data_field_id WHERE m.integration_id = n.id AND m.entity = l.entity), '{}') AS fields
    FROM connections k JOIN marketing_lists l ON l.id = k.list_id JOIN address_books b ON b.id = k.address_book_id
    JOIN integrations n ON n.id = k.integration_id
    WHERE ${liveConnection('k')} AND n.deleted_at IS NULL ORDER BY n.id, l.name`;
  for (const { list, book, account, region, fields } of feeds)
    yield csvLine([
      `Mailing the list “${list}” by the address book “${book}”`,
      'Whoever is on the list and may be mailed',
      ['E-mail', ...fields].join(', '),
      `Dotdigital, account “${account}”${region ? `, region ${region}` : ''}`,
      'As long as they are on the list; what Dotdigital keeps is for its account',
      protection,
    ]);
  const accounts = await prisma.integration.findMany({
    where: { deletedAt: null },
    orderBy: { id: 'asc' },
    select: { name: true, region: true },
  });
  for (const { name, region } of accounts)
    yield csvLine([
      `Reading statistics of the account “${name}”`,
      'Whoever a campaign was sent to',
      'Opens, clicks, replies, bounces and unsubscribes with their times; programs of mail, without network addresses',
      `Read from Dotdigital${region ? `, region ${region}` : ''}; users of this installation`,
      'Until erased; then figures about nobody',
      protection,
    ]);
}
