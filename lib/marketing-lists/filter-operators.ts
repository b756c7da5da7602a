/** What a condition compares with. */
export type ValueKind = 'none' | 'text' | 'texts' | 'number' | 'range' | 'date' | 'dates' | 'days' | 'choices' | 'yesno';

export type FilterFieldType = 'text' | 'date' | 'datetime' | 'number' | 'count' | 'choice' | 'yesno';

export type FilterOperator = { name: string; label: string; value: ValueKind };

const op = (name: string, label: string, value: ValueKind): FilterOperator => ({ name, label, value });

const empty = op('empty', 'is empty', 'none');
const notEmpty = op('not_empty', 'is not empty', 'none');

const dates: readonly FilterOperator[] = [
  op('in_last_days', 'is in the last', 'days'),
  op('on', 'is on', 'date'),
  op('before', 'is before', 'date'),
  op('after', 'is after', 'date'),
  op('between', 'is between', 'dates'),
  empty,
  notEmpty,
];

const numbers: readonly FilterOperator[] = [
  op('eq', '=', 'number'),
  op('ne', '≠', 'number'),
  op('gte', 'at least', 'number'),
  op('lte', 'at most', 'number'),
  op('between', 'between', 'range'),
];

/** The operators of each type of field, in the order they are offered; the first is the default. */
export const operatorsByType: Record<FilterFieldType, readonly FilterOperator[]> = {
  text: [
    op('is', 'is', 'text'),
    op('is_not', 'is not (or is empty)', 'text'),
    op('contains', 'contains', 'text'),
    op('not_contains', 'does not contain (or is empty)', 'text'),
    op('begins_with', 'begins with', 'text'),
    op('ends_with', 'ends with', 'text'),
    op('one_of', 'is one of', 'texts'),
    op('none_of', 'is none of (or is empty)', 'texts'),
    empty,
    notEmpty,
  ],
  date: dates,
  datetime: dates,
  number: [...numbers, empty, notEmpty],
  count: numbers,
  choice: [op('any_of', 'is any of', 'choices'), op('none_of', 'is none of', 'choices')],
  yesno: [op('is', 'is', 'yesno')],
};

export const findOperator = (type: FilterFieldType, name: string): FilterOperator | undefined =>
  operatorsByType[type].find((operator) => operator.name === name);

/** A field as the filter builder offers it. */
export type FilterField = {
  name: string;
  label: string;
  group: string;
  type: FilterFieldType;
  /** 'campaign': asks for one campaign or any. */
  about: 'record' | 'campaign';
  /** What the field means, where its name leaves a question open. */
  hint?: string;
  choices?: readonly { value: string; label: string }[];
};
