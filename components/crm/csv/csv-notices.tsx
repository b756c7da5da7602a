import { Notice } from '@/components/ui/notice';
import { Plural } from '@/components/ui/numbers';
import { Select } from '@/components/ui/select';
import type { CsvQuestion, CsvWarning } from '@/lib/csv-imports/schemas';

type CsvNoticesProps = {
  warnings: CsvWarning[];
  questions: CsvQuestion[];
  optedOutCount: number;
  onAnswer: (id: string, answer: string) => void;
};

/** What has to be answered before the start, and what is good to know. */
export function CsvNotices({ warnings, questions, optedOutCount, onAnswer }: CsvNoticesProps) {
  return (
    <div className="mb-4 grid gap-3 empty:hidden">
      {questions.map((question) => (
        <Notice key={question.id} tone={question.answer === null ? 'bad' : 'warn'}>
          <p className="mb-2">{question.text}</p>
          <Select
            aria-label={question.text}
            value={question.answer ?? ''}
            placeholder="Choose"
            options={question.choices.map(({ value, label, examples }) => ({
              value,
              label: examples.length > 0 ? `${label} (${examples.slice(0, 2).join(', ')})` : label,
            }))}
            onChange={(event) => onAnswer(question.id, event.target.value)}
          />
        </Notice>
      ))}
      {optedOutCount > 0 && (
        <Notice tone="warn">
          <Plural count={optedOutCount} one="row" /> of this file marked as opted out. Nobody of them is
          mailed afterwards.
        </Notice>
      )}
      {warnings.map(({ code, column, message }) => (
        <Notice key={`${code}:${column}`} tone="warn">
          {message}
        </Notice>
      ))}
    </div>
  );
}
