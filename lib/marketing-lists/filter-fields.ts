import { recordFields, type RecordField } from '../crm';
import type { FilterField, FilterFieldType } from './filter-operators';

/** A field with the column that holds it: of crm_records (r) or campaign_recipients (c). */
export type FilterSource = FilterField & { column: string };

const typeOf: Record<RecordField['type'], FilterFieldType> = {
  text: 'text',
  email: 'text',
  phone: 'text',
  number: 'number',
  date: 'date',
  datetime: 'datetime',
  boolean: 'yesno',
  choice: 'choice',
};

const own: readonly FilterSource[] = recordFields.map((field) => ({
  name: field.name,
  label: field.label,
  group: field.group,
  type: typeOf[field.type],
  about: 'record',
  column: field.column,
  ...(field.choices ? { choices: field.choices } : {}),
}));

const activity = (name: string, label: string, type: FilterFieldType, column: string, hint: string): FilterSource => ({
  name, label, type, column, hint, group: 'Campaign activity', about: 'campaign',
});

const campaign: readonly FilterSource[] = [
  activity('campaign.opens', 'Opens number', 'count', 'open_count', 'Counts people who received the campaign: = 0 means received it and never opened.'),
  activity('campaign.clicks', 'Clicks number', 'count', 'click_count', 'Counts people who received the campaign: = 0 means received it and never clicked.'),
  activity('campaign.unsubscribed', 'Unsubscribed', 'yesno', 'unsubscribed', 'No includes people who never received it.'),
  activity('campaign.received', 'Received', 'yesno', '', 'Whether the campaign was sent to the person.'),
  activity('campaign.bounced', 'Bounced', 'yesno', 'bounced', 'Softly or hard. No includes people who never received it.'),
];

/** Everything a filter can ask, once: the builder, the compiler and the sentence use it. */
export const filterSources: readonly FilterSource[] = [...campaign, ...own];

const byName = new Map(filterSources.map((field) => [field.name, field]));

export const findFilterSource = (name: string): FilterSource | undefined => byName.get(name);

/** The catalogue as the browser gets it: without columns. */
export const filterFieldOptions = (): FilterField[] => filterSources.map(({ column: _column, ...field }) => field);
