import { Num } from '@/components/ui/numbers';
import { SegmentedControl } from '@/components/ui/segmented-control';
import type { ConsentChannel } from '@/lib/crm/schemas';
import { type CsvAnswers, type CsvColumnPreview, notToBeReached } from '@/lib/csv-imports/schemas';

type Choice = 'opted_out' | 'agreed' | 'nothing';
const choicesOf = (channel: ConsentChannel): { value: Choice; label: string }[] => [
  { value: 'opted_out', label: notToBeReached(channel) },
  { value: 'agreed', label: 'Agreed' },
  { value: 'nothing', label: 'Nothing' },
];

const choiceOf: Record<'given' | 'withdrawn' | 'unknown', Choice> = {
  given: 'agreed',
  withdrawn: 'opted_out',
  unknown: 'nothing',
};

type CsvAnswerTableProps = {
  column: CsvColumnPreview;
  /** In small letters. */
  words: readonly string[];
  answers: CsvAnswers;
  onAnswer: (question: string, answer: string) => void;
};

/** Each answer of a column that speaks of consent: how often it stands there, and what it says of its channel. */
export function CsvAnswerTable({ column, words, answers, onAnswer }: CsvAnswerTableProps) {
  if (column.reader?.read !== 'consent') return null;
  const { means, channel } = column.reader;
  const choices = choicesOf(channel);
  return (
    <ul aria-label={`Answers in ${column.header}`} className="grid gap-2">
      {words.map((word) => {
        const question = `opt_out_word:${column.index}:${word}`;
        const told = choices.find(({ value }) => value === answers[question])?.value;
        const meaning = means[word];
        return (
          <li key={word} className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <span className="flex min-w-0 flex-[1_1_160px] items-baseline gap-2">
              <span className="min-w-0 break-words">{word === '' ? 'an empty cell' : `“${word}”`}</span>
              <span className="figures shrink-0 text-sm text-ink-3">
                <Num value={column.answers?.[word] ?? 0} />×
              </span>
            </span>
            <SegmentedControl<Choice | ''>
              label={`What “${word}” says`}
              value={told ?? (meaning ? choiceOf[meaning] : '')}
              options={choices}
              onChange={(value) => onAnswer(question, value)}
            />
          </li>
        );
      })}
    </ul>
  );
}
