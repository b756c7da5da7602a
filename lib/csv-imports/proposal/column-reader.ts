import { consentChannelOf, consentFields, isConsentState, type RecordField } from '@/lib/crm/schemas';
import type { ColumnFacts } from '../profile/column-facts';
import type { CsvAnswers, CsvQuestion, CsvReader } from '../proposal-schemas';
import { labelPlace, type RecipeColumn } from '../recipes/recipe';
import { readConsentColumn } from './consent-columns';
import { serialDaysOf } from './serial-days';
import { centuryOf, dayOrderOf, decimalOf, type FileDayOrder } from './value-senses';

export type ReadColumn = {
  index: number;
  heading: string;
  facts: ColumnFacts;
  field: string;
  recipe: RecipeColumn | null;
};

type Known = {
  catalogue: readonly RecordField[];
  answers: CsvAnswers;
  dayOrder: FileDayOrder;
  /** For what a recipe says of columns beside each other. */
  headers: readonly string[];
  year: number;
};

type Planned = { reader: CsvReader; questions: CsvQuestion[] };

const plainly = (reader: CsvReader): Planned => ({ reader, questions: [] });

/** The column that says what kind of number stands in this one: as it was told, else as the recipe knows it. */
function labelOf({ index, recipe }: ReadColumn, { answers, headers }: Known): number | null {
  const told = answers[`phone_label:${index}`];
  if (told !== undefined) return /^\d{1,3}$/.test(told) ? Number(told) : null;
  return recipe && labelPlace(headers, recipe);
}

/** Which of the named readers a column gets for its field, and what has to be asked before it can read. */
export function readerOf(column: ReadColumn, known: Known): Planned {
  const { field, recipe, facts } = column;
  if (field === 'fullName') return plainly({ read: 'full-name' });
  if (field === 'tags')
    return plainly({ read: 'tags', without: recipe?.withoutTags?.map((tag) => tag.toLowerCase()) ?? [] });
  if (field === 'gender') return plainly({ read: 'gender' });
  if (field === 'externalId' || field === 'postalCode') return plainly({ read: 'identifier' });
  const channel = consentChannelOf(field);
  if (channel && isConsentState(field)) {
    const consent = readConsentColumn({ ...column, channel }, known.answers, true, recipe?.sense);
    return consent ?? plainly({ read: 'text' });
  }
  if (channel && field === consentFields[channel].at) {
    const { order, questions } = dayOrderOf(column, known.answers, known.dayOrder);
    const { serial, questions: ofSerial } = serialDaysOf(column, known.answers);
    return { reader: { read: 'moment', order, serial }, questions: [...questions, ...ofSerial] };
  }
  if (field === 'birthdayMonthDay') {
    const { order, questions } = dayOrderOf(column, known.answers, known.dayOrder);
    return { reader: { read: 'day', order, century: 'past', serial: null }, questions };
  }
  switch (known.catalogue.find((one) => one.name === field)?.type) {
    case 'email':
      return plainly({ read: 'address' });
    case 'phone':
      return plainly({
        read: 'phone',
        label: labelOf(column, known),
        international: recipe?.international ?? false,
      });
    case 'date': {
      const day = dayOrderOf(column, known.answers, known.dayOrder);
      const century = centuryOf(column, known.answers, known.year);
      const counted = serialDaysOf(column, known.answers);
      return {
        reader: { read: 'day', order: day.order, century: century.century, serial: counted.serial },
        questions: [...day.questions, ...century.questions, ...counted.questions],
      };
    }
    case 'boolean':
      return plainly({ read: 'yes-no' });
    case 'number': {
      const { decimal, questions } = decimalOf(column, known.answers);
      return { reader: { read: 'number', decimal }, questions };
    }
    default:
      return plainly({
        read:
          facts.samples.every((sample) => /^'?\d/.test(sample)) && facts.filled > 0 ? 'identifier' : 'text',
      });
  }
}
