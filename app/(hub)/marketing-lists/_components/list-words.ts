import type { DaySource } from '@/lib/filters/schemas';
import { plural } from '@/lib/format';
import type { FilterCount, ListType, SavedList } from '@/lib/marketing-lists/schemas';

/** The filter as a sentence, while it is being made. */
export function sentenceOf(answer: FilterCount | undefined, people: string): string {
  if (answer?.sentence) return `${answer.sentence.charAt(0).toUpperCase()}${answer.sentence.slice(1)}.`;
  if (answer && answer.problems.some(({ unfinished }) => !unfinished))
    return 'The filter names something that does not exist any more. It stands at its condition.';
  return answer ? 'The filter is not finished.' : `Says which ${people} get mail.`;
}

/** What a save brought about. */
export function savedWords(
  { evaluation }: SavedList,
  type: ListType,
): { tone: 'good' | 'bad'; text: string; detail?: string } {
  if (type === 'manual') return { tone: 'good', text: 'List saved', detail: 'Add people puts them on it.' };
  if (evaluation === null)
    return { tone: 'good', text: 'List saved', detail: 'Its people stay as they are until Update.' };
  if (evaluation.state === 'failed')
    return {
      tone: 'bad',
      text: 'List saved, but its members could not be found',
      detail: evaluation.message,
    };
  return {
    tone: 'good',
    text: 'List saved',
    detail: plural(evaluation.memberCount, 'person', 'people'),
  };
}

/** Whose zone the days of a list are counted in. */
export function zoneWords(source: DaySource): string {
  if (source.kind === 'list') return 'chosen for this list';
  return source.kind === 'account'
    ? `the time zone of the account ${source.name}, which it feeds`
    : 'the time zone of the installation, as it feeds no account';
}
