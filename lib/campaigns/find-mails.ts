import { visibleCampaigns, type Context } from '../context';
import { Prisma } from '../db';
import { permit } from '../permissions';

const maxMails = 20;

type Mail = { id: string; name: string; subject: string; sentAt: string | null };

/** Campaigns whose mail is known, the latest first: those of the book, or the account's where the book has had none. */
export async function findMails(
  ctx: Context,
  { integrationId, addressBookId }: { integrationId: string; addressBookId: string | null },
): Promise<Mail[]> {
  permit(ctx, 'statistics.read');
  const of = async (books: object): Promise<Mail[]> => {
    const rows = await ctx.db.prisma.emailCampaign.findMany({
      where: {
        integrationId: BigInt(integrationId),
        integration: { deletedAt: null },
        OR: [
          { NOT: [{ htmlContent: null }, { htmlContent: '' }] },
          { NOT: [{ plainTextContent: null }, { plainTextContent: '' }] },
        ],
        ...books,
      },
      orderBy: [{ sentAt: { sort: 'desc', nulls: 'last' } }, { id: 'desc' }],
      take: maxMails,
      select: { id: true, name: true, subject: true, sentAt: true },
    });
    const seen = await ctx.db.prisma.$queryRaw<{ id: bigint }[]>(Prisma.sql`
      SELECT c.id FROM email_campaigns c WHERE c.id = ANY(${rows.map(({ id }) => id)}::bigint[]) AND ${visibleCampaigns(ctx)}`);
    const shown = rows.filter((row) => seen.some(({ id }) => id === row.id));
    return shown.map((row) => ({ ...row, id: String(row.id), sentAt: row.sentAt?.toISOString() ?? null }));
  };
  const own =
    addressBookId === null ? [] : await of({ books: { some: { addressBookId: BigInt(addressBookId) } } });
  return own.length > 0 ? own : of({});
}
