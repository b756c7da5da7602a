import { z } from 'zod';
import { defineApiRoute, defineUploadRoute, type ApiRoute } from '@/app/_server/api/define-api-route';
import { HttpProblem } from '@/app/_server/api/http-problem';
import type { Context } from '@/lib/context';
import { AppError } from '@/lib/errors';
import {
  getCsvImport,
  pageCsvImportRows,
  previewCsvImport,
  startCsvImport,
  undoCsvImport,
  uploadCsvFile,
} from '@/lib/csv-imports';
import { UploadCsvQuery } from '@/lib/csv-imports/schemas';
import {
  CsvImportOffer,
  CsvImportRowTold,
  CsvImportStanding,
  CsvImportStart,
  tellOffer,
  tellStanding,
} from './csv-import-shapes';
import { pageOf, PageOnly } from './pages';

const show = async (ctx: Context, id: string) => tellStanding(await getCsvImport(ctx, { id }));

const base = { tag: 'csv-imports', permission: 'crm.import', scope: 'records:write' } as const;
const path = '/csv-imports';

async function start(ctx: Context, id: string, given: z.output<typeof CsvImportStart>): Promise<void> {
  const { headers, format: found, state } = await getCsvImport(ctx, { id });
  const format = { ...found, ...given.format };
  const answers = given.answers ?? {};
  const mapping = given.mapping && byPlace(given.mapping, headers);
  const proposed =
    state === 'uploaded' ? await previewCsvImport(ctx, { id, query: { format, answers, mapping } }) : null;
  const options =
    proposed && given.options ? { ...proposed.options, ...onlyGiven(given.options) } : undefined;
  try {
    await startCsvImport(ctx, { id, format, answers, mapping, options });
  } catch (error) {
    if (!(error instanceof AppError) || !isUnanswered(error)) throw error;
    const errors = Object.entries(error.fieldErrors ?? {}).map(([where, message]) => ({
      path: where,
      message,
    }));
    const questions = proposed?.questions.filter((one) =>
      errors.some(({ path: of }) => of === `answers.${one.id}`),
    );
    throw new HttpProblem(409, 'open_questions', error.userMessage, { errors, more: { questions } });
  }
}

const isUnanswered = ({ code, fieldErrors = {} }: AppError): boolean =>
  code === 'conflict' && Object.keys(fieldErrors).some((name) => name.startsWith('answers.'));

const onlyGiven = <Given extends object>(given: Given): Partial<Given> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<Given>;

function byPlace(mapping: Record<string, string>, headers: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(mapping).map(([column, field]) => {
      const place = headers.indexOf(column);
      if (place < 0 && !/^\d{1,3}$/.test(column))
        throw new HttpProblem(400, 'invalid_input', `mapping: there is no column “${column.slice(0, 60)}”.`, {
          errors: [{ path: `mapping.${column.slice(0, 60)}`, message: 'There is no such column.' }],
        });
      return [place < 0 ? column : String(place), field];
    }),
  );
}

const rowsOf = (name: 'refused' | 'left-out', outcome: 'refused' | 'left', summary: string): ApiRoute =>
  defineApiRoute({
    ...base,
    scope: 'records:read',
    method: 'GET',
    path: `${path}/{id}/${name}`,
    summary,
    query: PageOnly,
    answer: pageOf(CsvImportRowTold),
    run: (ctx, { params: { id = '' }, query: { limit, cursor } }) =>
      pageCsvImportRows(ctx, { id, outcome, limit, after: cursor }),
  });

export const csvImportRoutes: ApiRoute[] = [
  defineUploadRoute({
    ...base,
    path,
    summary: 'Upload a file: CSV or vCard, of any length',
    description:
      'The body is the file. Nothing of it is a record before it is started. With `kind=suppression` its addresses must not be mailed: such a file only ever takes away.',
    query: z.strictObject(UploadCsvQuery.shape),
    answer: CsvImportOffer,
    store: async (ctx, call) => {
      const { id } = await uploadCsvFile(ctx, call);
      return tellOffer(id, await previewCsvImport(ctx, { id, query: {} }));
    },
  }),
  defineApiRoute({
    ...base,
    scope: 'records:read',
    method: 'GET',
    path: `${path}/{id}`,
    summary: 'How an import stands',
    answer: CsvImportStanding,
    run: (ctx, { params }) => show(ctx, params.id),
  }),
  defineApiRoute({
    ...base,
    method: 'POST',
    path: `${path}/{id}/start`,
    summary: 'Start an uploaded file, as proposed or as given',
    description:
      'Refused with 409 and the `questions` that are open as long as something can be read in two ways.',
    status: 202,
    wakes: true,
    body: CsvImportStart,
    answer: CsvImportStanding,
    run: async (ctx, { params: { id }, body }) => {
      await start(ctx, id, body);
      return show(ctx, id);
    },
    effect: { action: () => 'csv-import.start', again: (ctx, _, { params }) => show(ctx, params.id) },
  }),
  rowsOf('refused', 'refused', 'Rows that were refused, with their reasons'),
  rowsOf('left-out', 'left', 'Rows that came in without a value, with the reasons'),
  defineApiRoute({
    ...base,
    method: 'POST',
    path: `${path}/{id}/undo`,
    summary: 'Take an ended import back',
    description: 'Opt-outs that the file brought stay.',
    status: 202,
    wakes: true,
    answer: CsvImportStanding,
    run: async (ctx, { params: { id } }) => {
      await undoCsvImport(ctx, { id });
      return show(ctx, id);
    },
    effect: { action: () => 'csv-import.undo', again: (ctx, _, { params }) => show(ctx, params.id) },
  }),
];
