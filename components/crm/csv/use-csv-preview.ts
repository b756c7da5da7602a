'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import type { CsvAnswers, CsvFormat, CsvMapping, CsvPreview } from '@/lib/csv-imports/schemas';
import type { CsvImportOptions } from '@/lib/crm/schemas';
import { useStateDraft } from '@/components/forms';
import { fetchSignedIn } from '@/components/session/fetch-signed-in';

type Asked = {
  format?: CsvFormat;
  mapping?: CsvMapping;
  /** Only what the person changed: the rest goes on being proposed. */
  options?: Partial<CsvImportOptions>;
  answers: CsvAnswers;
};

const nothingAsked: Asked = { answers: {} };

/** The preview of what the person has chosen so far; what they haven't touched is recognised by the server. */
export function useCsvPreview(id: string) {
  const [asked, setAsked] = useState<Asked>(nothingAsked);
  const draft = useStateDraft({ base: nothingAsked, values: asked, put: setAsked }, { form: 'CSV file' });
  const [declined, setDeclined] = useState<string | null>(null);
  const query = useQuery({
    queryKey: ['csv-preview', id, asked],
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: async ({ signal }): Promise<CsvPreview> => {
      const params = new URLSearchParams();
      for (const [name, value] of Object.entries(asked)) if (value) params.set(name, JSON.stringify(value));
      const answer = await fetchSignedIn(`/api/csv-imports/${id}/preview?${params.toString()}`, { signal });
      const data = (await answer.json()) as CsvPreview & { detail?: string };
      if (!answer.ok) throw new Error(data.detail ?? 'The file could not be read.');
      return data;
    },
  });
  const preview = query.data;
  return {
    /** What was chosen before the page was left. */
    draft,
    preview,
    /** Of the choice of the moment; the last preview that worked stays on the page. */
    error: query.error,
    retry: () => void query.refetch(),
    /** What is chosen, over what is proposed for it; waits for the proposal where the last choice has none yet. */
    settle: async () => {
      const { data } = query.isPlaceholderData ? await query.refetch({ cancelRefetch: false }) : query;
      return (
        data && {
          format: asked.format ?? data.format,
          mapping: asked.mapping ?? data.mapping,
          options: { ...data.options, ...asked.options },
          answers: asked.answers,
        }
      );
    },
    /** Other columns may come of another cut: the mapping is recognised anew. */
    setFormat: (format: CsvFormat) => {
      setDeclined(null);
      setAsked({ format, options: asked.options, answers: {} });
    },
    setMapping: (mapping: CsvMapping) => setAsked({ ...asked, mapping }),
    setOptions: (change: Partial<CsvImportOptions>) =>
      setAsked({ ...asked, options: { ...asked.options, ...change } }),
    setAnswer: (question: string, answer: string) =>
      setAsked({ ...asked, answers: { ...asked.answers, [question]: answer } }),
    /** Name of the system whose export the person says it isn't. */
    declined,
    /** Without its recipe, or with it again, the columns are proposed anew. */
    declineRecipe: (label: string | null) => {
      const { recipe: _, ...answers } = asked.answers;
      setDeclined(label);
      setAsked({ ...asked, mapping: undefined, answers: label ? { ...answers, recipe: 'none' } : answers });
    },
    answers: asked.answers,
    format: asked.format ?? preview?.format,
    mapping: asked.mapping ?? preview?.mapping,
    options: preview && { ...preview.options, ...asked.options },
  };
}

export type CsvStep = ReturnType<typeof useCsvPreview>;
