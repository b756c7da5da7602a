import { countRecipients } from '../address-books';
import type { Context } from '../context';
import type { Tx } from '../db';
import type { DotdigitalClient } from '../dotdigital';
import { DotdigitalError } from '../dotdigital';
import { readStaircase } from '../marketing-lists';
import { readMappedFields } from '../data-fields';
import { permit } from '../permissions';
import { readBookState } from './book-state';
import { marksOf } from './find-marks';
import { fetchDraft, type Draft } from './internal';
import { compareRemote } from './put-draft';
import type { DraftCheck, LeftOut, MarkCheck, RemoteState } from './schemas';

/** All that is to be known before a campaign goes out, as it is now. Reads, and changes nothing. */
export async function checkDraft(ctx: Context, client: DotdigitalClient, id: string): Promise<DraftCheck> {
  permit(ctx, 'campaigns.send');
  const draft = await fetchDraft(ctx, ctx.db.prisma, BigInt(id));
  const [audience, leftOut, book, remote] = await Promise.all([
    readAudience(ctx, draft),
    readLeftOut(ctx, draft),
    readBookState(ctx.db.prisma, draft.connectionId),
    askRemote(client, draft),
  ]);
  return { version: draft.version, ...audience, leftOut, book, remote };
}

/** What a check needs no one else for; a send looks at it once more in its own transaction. */
export async function readAudience(
  ctx: Context,
  draft: Draft,
): Promise<Pick<DraftCheck, 'recipients' | 'strangers' | 'marks'>> {
  const marks = marksOf(draft);
  const known = await readFields(ctx.db.prisma, draft, marks);
  const mapped = known.filter(({ isMapped }) => isMapped).map(({ name }) => name);
  const { recipients, strangers, lacking } = await countRecipients(ctx, {
    addressBookId: draft.addressBookId,
    fields: mapped,
  });
  const markOf = (mark: string): MarkCheck => {
    const field = known.find(({ name }) => name.toUpperCase() === mark);
    return {
      name: field?.name ?? mark,
      state: ownMarks.has(mark) || field?.isMapped ? 'known' : field ? 'unmapped' : 'unknown',
      defaultValue: field?.defaultValue ?? '',
      lacking: ownMarks.has(mark) ? 0 : field?.isMapped ? (lacking.get(field.name) ?? 0) : null,
    };
  };
  return { recipients, strangers, marks: marks.map(markOf) };
}

/** Dotdigital puts these in for everyone; they are no data fields. */
const ownMarks = new Set(['EMAIL']);

type Field = { name: string; defaultValue: string; isMapped: boolean };

async function readFields(tx: Tx, draft: Draft, marks: readonly string[]): Promise<Field[]> {
  const [fields, mapped] = await Promise.all([
    tx.dataField.findMany({
      where: {
        integrationId: draft.integrationId,
        goneAt: null,
        name: { in: [...marks], mode: 'insensitive' },
      },
      select: { name: true, defaultValue: true },
    }),
    readMappedFields(tx, draft.integrationId, draft.list.entity),
  ]);
  return fields.map(({ name, defaultValue }) => ({
    name,
    defaultValue: typeof defaultValue === 'object' ? '' : String(defaultValue),
    isMapped: mapped.some((one) => one.name === name),
  }));
}

/** Who of the list a mail to its book does not reach, by reason: the steps of the staircase from the list to the book. */
async function readLeftOut(ctx: Context, draft: Draft): Promise<LeftOut[]> {
  const { steps } = await readStaircase(ctx, String(draft.listId), String(draft.connectionId));
  return steps.flatMap(({ leftOut }) =>
    leftOut.map(({ label, count, states }) => ({
      label: stateWords[states[0] ?? ''] ?? label.charAt(0).toLowerCase() + label.slice(1),
      count,
      states: [...states],
    })),
  );
}

/** What the staircase says with the step beside it. */
const stateWords: Record<string, string> = {
  no_email: 'without an address',
  duplicate: 'with the address of another record',
  refused: 'refused by Dotdigital',
  going_out: 'on the way to the book',
};

async function askRemote(client: DotdigitalClient, draft: Draft): Promise<RemoteState> {
  try {
    return await compareRemote(client, draft);
  } catch (error) {
    if (error instanceof DotdigitalError) return 'unknown';
    throw error;
  }
}
