'use client';

import { addSpan, dayText, type FilterField, type FilterOperator } from '@/lib/filters/schemas';
import { formatIsoDay } from '@/lib/format';

import type { ConditionDraft } from './query-form';

type ConditionMeaningProps = {
  field: FilterField;
  operator: FilterOperator;
  draft: ConditionDraft;
  timeZone: string;
};

/** What a relative date means today, in the zone that counts; else what the field itself means, where that is open. */
export function ConditionMeaning(props: ConditionMeaningProps) {
  const words = spanWords(props) ?? props.field.hint;
  return words ? <p className="mt-1 text-sm text-ink-3">{words}</p> : null;
}

function spanWords(
  { field, operator, draft: { value, unit = 'days', lastDays }, timeZone }: ConditionMeaningProps,
  now = new Date(),
): string | null {
  const today = formatIsoDay(now, timeZone);
  const clock = field.type === 'datetime' ? ` 00:00 ${timeZone}` : '';
  if (field.canLimitDays && lastDays !== undefined)
    return `= since ${dayText(addSpan(today, -lastDays, 'days'), true)} 00:00 ${timeZone}`;
  if (operator.value === 'days' && typeof value === 'number' && value >= 1)
    return `= from ${dayText(today, true)} to ${dayText(addSpan(today, value, 'days'), true)}, of whatever year`;
  if (operator.value !== 'span' || typeof value !== 'number' || value < 1 || value > 36_500) return null;
  const [past, future] = [
    dayText(addSpan(today, -value, unit), true),
    dayText(addSpan(today, value, unit), true),
  ];
  switch (operator.name) {
    case 'in_last':
      return `= since ${past}${clock}`;
    case 'not_in_last':
      return `= before ${past}${clock}, or never`;
    case 'more_than_ago':
      return `= before ${past}${clock}`;
    default:
      return `= until the end of ${future}${clock ? `, ${timeZone}` : ''}`;
  }
}
