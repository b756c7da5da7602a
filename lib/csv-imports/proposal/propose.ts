import { consentChannels, consentFields, CsvImportOptions, type RecordField } from '@/lib/crm/schemas';
import type { CsvFormat, CsvMapping } from '../csv-import-schemas';
import { headingSense, saysOptOut } from '../opt-outs/heading-sense';
import { looseText } from '../opt-outs/loose-words';
import type { FileProfile } from '../profile/column-facts';
import type { CsvAnswers, CsvQuestion, CsvWarning, PlannedColumn } from '../proposal-schemas';
import { findRecipe } from '../recipes';
import { placeOf, type RecipeMatch } from '../recipes/recipe';
import { isBirthday } from '../values/birthday-fields';
import { targetsOf } from '../values/import-targets';
import { readerOf } from './column-reader';
import { majorityPhone } from './majority-phone';
import { type Suggestion, suggestColumns } from './suggest-columns';
import { evidentOrder, orderEvidence } from './value-senses';
import { warningsOf } from './warnings';

export type ProposalInput = {
  profile: FileProfile;
  format: CsvFormat;
  fileName: string;
  catalogue: readonly RecordField[];
  recalled: ReadonlyMap<number, string>;
  /** What a person has decided so far; the rest is proposed. */
  given: { mapping?: CsvMapping; options?: CsvImportOptions; answers?: CsvAnswers };
  stored: CsvImportOptions;
  year: number;
};

export type Proposal = {
  recipe: RecipeMatch | null;
  suggested: ReadonlyMap<number, Suggestion>;
  mapping: CsvMapping;
  options: CsvImportOptions;
  columns: PlannedColumn[];
  questions: CsvQuestion[];
  warnings: CsvWarning[];
};

/** How a file would come in: from its facts, the recipe of its system, what was chosen before and what is answered. Pure. */
export function propose(input: ProposalInput): Proposal {
  const { profile, format, catalogue, given } = input;
  const answers = given.answers ?? {};
  const recipe = format.hasHeader && answers.recipe !== 'none' ? findRecipe(profile.headers) : null;
  const targets = new Set(targetsOf(catalogue).map(({ name }) => name));
  const recalled = new Map([...input.recalled].filter(([, name]) => name === '' || targets.has(name)));
  const suggested = majorityPhone(
    suggestColumns({ profile, hasHeader: format.hasHeader, recipe, recalled, fields: catalogue, targets }),
    recipe,
    profile,
  );
  const proposed = Object.fromEntries([...suggested].map(([index, { field }]) => [String(index), field]));
  const mapping = keepColumns(given.mapping ?? proposed, profile.headers.length, targets);
  const evident = evidentOrder(
    Object.entries(mapping)
      .filter(([, name]) => isDay(catalogue, name))
      .flatMap(([index, name]) => {
        const facts = profile.columns[Number(index)];
        return facts ? [orderEvidence(name, facts)] : [];
      }),
  );
  const asked = given.options ?? input.stored;
  const dayOrder = { chosen: asked.dateOrder === 'auto' ? null : asked.dateOrder, evident };
  const options = CsvImportOptions.parse({ ...asked, dateOrder: dayOrder.chosen ?? evident ?? 'auto' });
  const { columns, questions } = planColumns(input, { mapping, recipe, answers, dayOrder });
  const file = questionAboutFile(input, mapping, answers);
  return {
    recipe,
    suggested,
    mapping,
    columns,
    options:
      answers.file_of_opt_outs === 'opted_out'
        ? { ...options, consent: { state: 'withdrawn', text: '' } }
        : options,
    questions: file ? [file, ...questions] : questions,
    warnings: warningsOf({
      profile,
      format,
      mapping,
      ignored: new Set(
        [...(recipe?.columns ?? [])].filter(([, { field }]) => field === null).map(([index]) => index),
      ),
      splitNames: options.splitNames,
    }),
  };
}

type Chosen = {
  mapping: CsvMapping;
  recipe: RecipeMatch | null;
  answers: CsvAnswers;
  dayOrder: Parameters<typeof readerOf>[1]['dayOrder'];
};

function planColumns(
  { profile, catalogue, year }: ProposalInput,
  { mapping, recipe, answers, dayOrder }: Chosen,
): { columns: PlannedColumn[]; questions: CsvQuestion[] } {
  const order = [...(recipe?.columns.keys() ?? [])];
  const rank = (index: number): number =>
    order.includes(index) ? order.indexOf(index) : order.length + index;
  const indexOf = (heading: string): number | null => placeOf(profile.headers, heading);
  const questions: CsvQuestion[] = [];
  const columns = Object.entries(mapping)
    .map(([index, field]) => ({ index: Number(index), field }))
    .sort((a, b) => rank(a.index) - rank(b.index))
    .flatMap(({ index, field }): PlannedColumn[] => {
      const facts = profile.columns[index];
      if (!facts) return [];
      const heading = profile.headers[index] ?? '';
      const told = recipe?.columns.get(index) ?? null;
      const planned = readerOf(
        { index, heading, facts, field, recipe: told },
        { catalogue, answers, dayOrder, headers: profile.headers, year },
      );
      questions.push(...planned.questions);
      return [
        {
          index,
          field,
          split: told?.split ?? null,
          unless: (told?.unless ?? []).flatMap((other) => indexOf(other) ?? []),
          reader: planned.reader,
        },
      ];
    });
  return { columns, questions: questions.sort((a, b) => (a.column ?? 0) - (b.column ?? 0)) };
}

const isDay = (catalogue: readonly RecordField[], name: string): boolean =>
  consentChannels.some((channel) => consentFields[channel].at === name) ||
  isBirthday(name) ||
  catalogue.some((field) => field.name === name && field.type === 'date');

function keepColumns(mapping: CsvMapping, width: number, targets: ReadonlySet<string>): CsvMapping {
  return Object.fromEntries(
    Object.entries(mapping).filter(([index, name]) => Number(index) < width && targets.has(name)),
  );
}

/** A file called “unsubscribed.csv” in which no column says so: are these people to be mailed? */
function questionAboutFile(
  { fileName, profile }: ProposalInput,
  mapping: CsvMapping,
  answers: CsvAnswers,
): CsvQuestion | null {
  if (Object.values(mapping).includes('consentState') || profile.rowCount === 0) return null;
  const name = fileName.replace(/\.[a-z]{1,4}$/i, '');
  if (!saysOptOut(looseText(name)) && headingSense(name)?.sense !== 'opt-out') return null;
  const answer = answers.file_of_opt_outs;
  return {
    id: 'file_of_opt_outs',
    code: 'file_of_opt_outs',
    column: null,
    text: `The name “${fileName}” sounds as if these people opted out. Did they?`,
    choices: [
      { value: 'opted_out', label: 'Yes, none of them may be mailed', examples: [] },
      { value: 'people', label: 'No, they are people like others', examples: [] },
    ],
    answer: answer === 'opted_out' || answer === 'people' ? answer : null,
  };
}
