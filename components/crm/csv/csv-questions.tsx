'use client';

import { useId } from 'react';

import { Card, CardFooter, CardHeader } from '@/components/ui/card';
import { RadioGroup } from '@/components/ui/radio-group';
import type { CsvAnswers, CsvColumnPreview, CsvQuestion } from '@/lib/csv-imports/schemas';
import { CsvAnswerTable } from './csv-answer-table';

type CsvQuestionsProps = {
  questions: CsvQuestion[];
  columns: CsvColumnPreview[];
  answers: CsvAnswers;
  onAnswer: (question: string, answer: string) => void;
};

/** What only a person can know. Single answers of one column that aren't plain are asked together. */
export function CsvQuestions({ questions, columns, answers, onAnswer }: CsvQuestionsProps) {
  const single = questions.filter(({ code }) => code !== 'opt_out_word');
  const asked = new Set(questions.flatMap(({ code, column }) => (code === 'opt_out_word' ? [column] : [])));
  const worded = columns.filter(({ index }) => asked.has(index));
  const open = questions.filter(({ answer }) => answer === null).length;
  if (questions.length === 0) return null;
  return (
    <Card id="questions" className={open > 0 ? 'border-warn/60' : undefined}>
      <CardHeader
        title={open > 0 ? 'To answer before the start' : 'Answered'}
        right={open > 0 ? `${open} open` : 'You can still change your mind.'}
      />
      <div className="mt-2.5 divide-y divide-line border-t">
        {single.map((question) => (
          <Question
            key={question.id}
            question={question}
            answer={answers[question.id] ?? question.answer}
            onAnswer={(answer) => onAnswer(question.id, answer)}
          />
        ))}
        {worded.map((column) => (
          <div key={column.index} className="px-4 py-3.5">
            <p className="mb-2.5 font-medium break-words">
              What do these answers in “{column.header}” say of mail?
            </p>
            <CsvAnswerTable
              column={column}
              answers={answers}
              words={questions.flatMap(({ id, code, column: of }) =>
                code === 'opt_out_word' && of === column.index ? [id.slice(`${code}:${of}:`.length)] : [],
              )}
              onAnswer={onAnswer}
            />
          </div>
        ))}
      </div>
      <CardFooter>Nothing is guessed where a file can be read in two ways.</CardFooter>
    </Card>
  );
}

type QuestionProps = {
  question: CsvQuestion;
  answer: string | null;
  onAnswer: (answer: string) => void;
};

function Question({ question, answer, onAnswer }: QuestionProps) {
  const id = useId();
  return (
    <div className="px-4 py-3.5">
      <p id={id} className="mb-2.5 font-medium break-words">
        {question.text}
      </p>
      <RadioGroup
        aria-labelledby={id}
        value={answer ?? ''}
        onValueChange={onAnswer}
        className="items-start sm:grid-cols-[repeat(auto-fit,minmax(220px,1fr))]"
        options={question.choices.map(({ value, label, examples }) => ({
          value,
          label,
          hint:
            examples.length > 0 ? (
              <span className="figures grid">
                {examples.map((example) => (
                  <span key={example} className="break-words">
                    {example}
                  </span>
                ))}
              </span>
            ) : undefined,
        }))}
      />
    </div>
  );
}
