import type { FlowContext } from '@/lib/context';
import { getCsvImport, previewCsvImport, startCsvImport, uploadCsvFile } from '@/lib/csv-imports';
import type { StartCsvImportInput } from '@/lib/csv-imports/schemas';

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** A file as a person brings it: uploaded, its columns as suggested, started. Returns the import's id. */
export async function createQueuedImport(
  ctx: FlowContext,
  text: string | Uint8Array,
  change: {
    entity?: 'contact' | 'lead' | 'customer';
    options?: Partial<StartCsvImportInput['options']>;
    mapping?: Record<string, string>;
    answers?: Record<string, string>;
    fileName?: string;
    kind?: 'people' | 'suppression';
  } = {},
): Promise<bigint> {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const { id } = await uploadCsvFile(ctx, {
    query: {
      entity: change.entity ?? 'contact',
      kind: change.kind ?? 'people',
      fileName: change.fileName ?? 'people.csv',
    },
    body: once(bytes),
    contentLength: bytes.length,
  });
  const answers = change.answers ?? {};
  const preview = await previewCsvImport(ctx, { id, query: { answers } });
  await startCsvImport(ctx, {
    id,
    format: preview.format,
    mapping: change.mapping ?? preview.mapping,
    options: { ...preview.options, ...change.options },
    answers,
  });
  return BigInt(id);
}

/** A file of so many people, told apart by their number behind the tag. */
export const peopleFile = (count: number, tag: string): string =>
  [
    'First name,Last name,E-mail,City',
    ...Array.from({ length: count }, (_, n) => `Ada,Nr ${n},${tag}-${n}@example.com,Lyon`),
  ].join('\n');

/** Whom such a file made. */
export const importedPeople = (ctx: FlowContext, tag: string) =>
  ctx.db.prisma.crmRecord.findMany({
    where: { emailKey: { startsWith: `${tag}-` } },
    orderBy: { id: 'asc' },
  });

export async function importedCounts(ctx: FlowContext, id: bigint) {
  const view = await getCsvImport(ctx, { id: String(id) });
  const {
    state,
    rowCount,
    doneRowCount,
    createdCount,
    updatedCount,
    unchangedCount,
    rejectedCount,
    leftCount,
  } = view;
  return {
    state,
    rowCount,
    doneRowCount,
    createdCount,
    updatedCount,
    unchangedCount,
    rejectedCount,
    leftCount,
  };
}
