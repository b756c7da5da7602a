import { visibleRecords, type Context } from '@/lib/context';
import { Prisma } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { formatNumber } from '@/lib/format';
import { permit } from '@/lib/permissions';
import { addSelected, requireManual } from './add-members';
import { listKey, type ListWithOwner } from '../internal';
import { fetchOwnList } from '../list-access';
import { nameOf } from './member-sql';
import { readPastedAddresses } from './read-pasted-addresses';
import {
  memberLimits,
  type AddedMembers,
  type PastedAddresses,
  type PastedCheck,
  type PastedLine,
} from '../schemas';

const { sql } = Prisma;

type Known = {
  key: string;
  id: bigint;
  name: string;
  others: number;
  inFilter: boolean | null;
  removed: boolean;
};

/** Of lines that need no look, so many are told one by one; the numbers are of all. */
const maxTold = 300;

/** What pasting these addresses into a manual list would do, per line; nothing is changed, and no line that can't be added is lost. */
export async function checkAddresses(ctx: Context, input: PastedAddresses): Promise<PastedCheck> {
  permit(ctx, 'lists.write');
  const list = await fetchOwnList(ctx, ctx.db.prisma, listKey(input.listId));
  requireManual(list);
  const pasted = readPasted(input.text);
  const known = new Map((await findKnown(ctx, list, keysOf(pasted))).map((one) => [one.key, one]));
  const seen = new Set<string>();
  const lines = pasted.map(({ line, text, key }): PastedLine => {
    const found = key === null ? undefined : known.get(key);
    const repeated = key !== null && seen.has(key);
    if (key !== null) seen.add(key);
    const outcome =
      key === null
        ? 'no_address'
        : repeated
          ? 'repeated'
          : !found
            ? 'unknown'
            : found.removed
              ? 'removed'
              : found.inFilter
                ? 'member'
                : 'new';
    return {
      line,
      text,
      outcome,
      record: found ? { id: String(found.id), name: found.name } : null,
      others: found?.others ?? 0,
    };
  });
  const counts: PastedCheck['counts'] = {
    new: 0,
    removed: 0,
    member: 0,
    unknown: 0,
    no_address: 0,
    repeated: 0,
  };
  const told = lines.filter(({ outcome }) => {
    counts[outcome] += 1;
    return outcome === 'unknown' || outcome === 'no_address' || counts[outcome] <= maxTold;
  });
  return { lines: told, counts };
}

/** Puts the oldest record of each pasted address on the list. Unknown addresses change nothing; the check names them. */
export async function addAddresses(ctx: Context, input: PastedAddresses): Promise<AddedMembers> {
  permit(ctx, 'lists.write');
  const keys = keysOf(readPasted(input.text));
  return addSelected(
    ctx,
    input.listId,
    keys.length,
    (list) => sql`SELECT o.id FROM (${oldestOf(ctx, list, keys)}) o`,
  );
}

function readPasted(text: string): ReturnType<typeof readPastedAddresses> {
  const pasted = readPastedAddresses(text);
  if (pasted.length > memberLimits.lines) {
    throw new AppError('too_many', 'too many lines', {
      userMessage: `${formatNumber(pasted.length)} addresses are more than the ${formatNumber(memberLimits.lines)} that fit in one paste. Import a CSV file, or paste them in parts.`,
    });
  }
  return pasted;
}

const keysOf = (pasted: ReturnType<typeof readPastedAddresses>): string[] => [
  ...new Set(pasted.flatMap(({ key }) => (key === null ? [] : [key]))),
];

/** Several records may carry one address: the oldest of the list's entity that may be seen stands for it. */
const oldestOf = (ctx: Context, { entity }: Pick<ListWithOwner, 'entity'>, keys: string[]): Prisma.Sql => sql`
  SELECT r.email_key AS key, min(r.id) AS id, count(*)::int - 1 AS others FROM crm_records r
  WHERE r.email_key = ANY(${keys}::text[]) AND r.entity = ${entity}::text::crm_entity AND r.deleted_at IS NULL
    AND ${visibleRecords(ctx)} GROUP BY r.email_key`;

const findKnown = (ctx: Context, list: ListWithOwner, keys: string[]): Promise<Known[]> =>
  ctx.db.prisma.$queryRaw<Known[]>`
    SELECT o.key, o.id, o.others, ${nameOf(sql`r`)} AS name, i.in_filter AS "inFilter", i.removed_at IS NOT NULL AS removed
    FROM (${oldestOf(ctx, list, keys)}) o JOIN crm_records r ON r.id = o.id
    LEFT JOIN list_items i ON i.list_id = ${list.id}::bigint AND i.record_id = o.id`;
