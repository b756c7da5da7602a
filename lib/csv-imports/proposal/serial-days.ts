import type { ColumnFacts } from '../profile/column-facts';
import { type CsvAnswers, type CsvQuestion, type DayCount, dayCounts } from '../proposal-schemas';
import { serialDay } from '../values/serial-day';

const readings: readonly { value: DayCount; label: string }[] = [
  { value: '1900', label: 'Days counted from 1900, as Excel does' },
  { value: '1904', label: 'Days counted from 1904, as older Macs do' },
];

/**
 * Whether plain numbers in a column of days are days as a spreadsheet counts them. Excel's way is proposed; where they may as
 * well be years, or stand among days that are written out, it is asked.
 */
export function serialDaysOf(
  { index, heading, facts: { days } }: { index: number; heading: string; facts: ColumnFacts },
  answers: CsvAnswers,
): { serial: DayCount | null; questions: CsvQuestion[] } {
  const { serial, yearless } = days;
  const others = days.count + yearless.dayFirst + yearless.monthFirst + yearless.either;
  const large = serial.count - serial.small;
  const isAlone = others <= serial.count * 0.1;
  if (serial.count <= serial.outside || (!isAlone && (large === 0 || large < others * 0.1)))
    return { serial: null, questions: [] };
  const isPlain = isAlone && large >= serial.count * 0.5;
  const id = `serial_days:${index}`;
  const answer = answers[id] ?? (isPlain ? '1900' : null);
  const question: CsvQuestion = {
    id,
    code: 'serial_days',
    column: index,
    text: `“${heading}” holds plain numbers. Are they days as a spreadsheet counts them?`,
    choices: [
      ...readings.map(({ value, label }) => ({
        value,
        label,
        examples: serial.examples.map((text) => `${text} is ${serialDay(text, value) ?? 'no day'}`),
      })),
      { value: 'none', label: 'They are no days: left empty, and listed', examples: [] },
    ],
    answer,
  };
  return { serial: dayCounts.find((one) => one === answer) ?? null, questions: [question] };
}
