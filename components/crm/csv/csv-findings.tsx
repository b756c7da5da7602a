'use client';

import type { ReactNode } from 'react';

import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { Notice } from '@/components/ui/notice';
import { Num } from '@/components/ui/numbers';
import type { CsvPreview, CsvWarning } from '@/lib/csv-imports/schemas';
import type { CsvStep } from './use-csv-preview';
import { agree } from '@/lib/format';

/** What the file says of opt-outs, in plain sight, and what else is good to know, each with its remedy beside it. */
export function CsvFindings({ preview, step }: { preview: CsvPreview; step: CsvStep }) {
  const { warnings, optedOutCount } = preview;
  return (
    <>
      {optedOutCount > 0 && (
        <Notice
          tone="warn"
          title={
            <>
              <Num value={optedOutCount} /> {agree(optedOutCount, 'person is', 'people are')} marked as opted
              out by this file.
            </>
          }
        >
          None of them is mailed afterwards, and no later file brings them back.
        </Notice>
      )}
      {warnings.length > 0 && (
        <Card>
          <CardHeader title="Good to know" />
          <ul aria-label="Good to know" className="mt-2.5 divide-y divide-line border-t">
            {warnings.map((warning) => (
              <li
                key={`${warning.code}:${warning.column}`}
                className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5"
              >
                <p className="min-w-0 flex-[1_1_300px] break-words">{warning.message}</p>
                <Remedy warning={warning} step={step} />
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}

function Remedy({ warning: { code, column }, step }: { warning: CsvWarning; step: CsvStep }): ReactNode {
  const { mapping = {}, options } = step;
  const remedy = (label: string, act: () => void) => (
    <Button size="sm" onClick={act}>
      {label}
    </Button>
  );
  const put = (field: string): void => {
    const others = Object.entries(mapping).filter(([, name]) => name !== field || field === 'consentState');
    step.setMapping({ ...Object.fromEntries(others), [String(column)]: field });
  };
  switch (code) {
    case 'no_email_column':
      return remedy('Put it into E-mail', () => put('email'));
    case 'second_email_column':
      return remedy('Take this one for E-mail', () => put('email'));
    case 'opt_out_left_out':
      return remedy('Put it into Marketing consent', () => put('consentState'));
    case 'full_name_split':
      return options?.splitNames
        ? remedy('Keep names whole', () => step.setOptions({ splitNames: false }))
        : remedy('Split names', () => step.setOptions({ splitNames: true }));
    default:
      return null;
  }
}
