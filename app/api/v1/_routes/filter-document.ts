import { components, documented, type Json } from '@/app/_server/api/documented';
import { fixedFields } from '@/lib/crm';
import { CrmEntity } from '@/lib/crm/schemas';
import { fieldView, filterSources } from '@/lib/filters';
import {
  FilterCondition,
  FilterGroup,
  filterFieldTypes,
  filterLimits,
  operatorsByType,
  type FilterField,
  type ValueKind,
} from '@/lib/filters/schemas';

const pair = (items: Json): Json => ({ type: 'array', items, minItems: 2, maxItems: 2 });
const text: Json = { type: 'string', minLength: 1, maxLength: filterLimits.textLength, pattern: '\\S' };
const texts: Json = { type: 'array', items: text, minItems: 1, maxItems: filterLimits.values };
const number: Json = { type: 'number', exclusiveMinimum: -1e15, exclusiveMaximum: 1e15 };
const date: Json = { type: 'string', format: 'date' };
const whole = (minimum: number, maximum: number): Json => ({ type: 'integer', minimum, maximum });

/** What readValue takes; a value of no use is not needed. */
const valueOf: Record<ValueKind, Json | null> = {
  none: null,
  text,
  texts,
  choices: texts,
  number,
  range: pair(number),
  date,
  dates: pair(date),
  span: whole(1, filterLimits.days),
  days: whole(0, 365),
  part: {
    ...pair(whole(1, filterLimits.parts)),
    description: 'Which part, of how many (2 or more).',
  },
  yesno: { type: 'boolean' },
};

const operators = filterFieldTypes.flatMap((type) => operatorsByType[type]);
const operatorsOf = (kind: ValueKind): string[] => [
  ...new Set(operators.filter(({ value }) => value === kind).map(({ name }) => name)),
];

const told = ({ name, type, about, canLimitDays, choices, inner, hint, label }: FilterField): Json => ({
  name,
  label,
  type,
  about,
  ...(canLimitDays ? { lastDays: true } : {}),
  ...(choices ? { choices: choices.map(({ value }) => value) } : {}),
  ...(hint ? { hint } : {}),
  ...(inner ? { where: inner.map(told) } : {}),
});

const fieldsOf = (entity: CrmEntity): Json[] =>
  filterSources(fixedFields(entity), new Date(0), null).map((field) => told(fieldView(field)));

components.add(FilterGroup, { id: 'FilterGroup' });
documented(FilterGroup, (made) => ({
  ...made,
  description: `all: every rule holds; any: one does; none: no rule does. A group without rules is everyone, and only the outermost may have none, with all. Groups may be nested ${filterLimits.depth} deep; a filter may have ${filterLimits.conditions} conditions, ${filterLimits.allValues.toLocaleString('en')} listed values and ${filterLimits.allText.toLocaleString('en')} characters in them.`,
}));

components.add(FilterCondition, { id: 'FilterCondition' });
documented(FilterCondition, ({ properties, required, ...made }) => ({
  ...made,
  description:
    'A field, how it is compared, and with what. x-fields: the fields of each entity, with their type; a custom field is custom.KEY. x-operators: how each type is compared; value names the kind of the value. A field about campaign also takes one of campaignId, marketingCampaignId and lastCampaigns (without any: all campaigns); lastDays where x-fields says so; where: what each order or cart must be, of its own fields; unit belongs to a span and is days where it is left out; salt to a random part; not turns the condition round.',
  properties,
  required,
  anyOf: (Object.keys(valueOf) as ValueKind[]).map((kind) => ({
    title: kind,
    properties: {
      operator: { enum: operatorsOf(kind) },
      ...(valueOf[kind] ? { value: valueOf[kind] } : {}),
    },
    ...(valueOf[kind] ? { required: ['value'] } : {}),
  })),
  'x-operators': Object.fromEntries(filterFieldTypes.map((type) => [type, operatorsByType[type]])),
  'x-fields': Object.fromEntries(CrmEntity.options.map((entity) => [entity, fieldsOf(entity)])),
}));
