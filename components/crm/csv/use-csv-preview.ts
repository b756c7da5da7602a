'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import type { CsvAnswers, CsvFormat, CsvMapping, CsvPreview } from '@/lib/csv-imports/schemas';
import type { CsvImportOptions } from '@/lib/crm/schemas';

type Asked = { format?: CsvFormat; mapping?: CsvMapping; options?: CsvImportOptions; answers: CsvAnswers };

/** The preview of what the person has chosen so far; what they haven't touched is recognised by the server. */
export function useCsvPreview(id: string) {
  const [asked, setAsked] = useState<Asked>({ answers: {} });
  const query = useQuery({
    queryKey: ['csv-preview', id, asked],
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: async ({ signal }): Promise<CsvPreview> => {
      const params = new URLSearchParams();
      for (const [name, value] of Object.entries(asked)) if (value) params.set(name, JSON.stringify(value));
      const answer = await fetch(`/api/csv-imports/${id}/preview?${params.toString()}`, { signal });
      const data = (await answer.json()) as CsvPreview & { detail?: string };
      if (!answer.ok) throw new Error(data.detail ?? 'The file could not be read.');
      return data;
    },
  });
  const preview = query.data;
  return {
    preview,
    /** Of the choice of the moment; the last preview that worked stays on the page. */
    error: query.error,
    isFresh: query.isSuccess && !query.isPlaceholderData,
    /** Other columns may come of another cut: the mapping is recognised anew. */
    setFormat: (format: CsvFormat) => setAsked({ format, options: asked.options, answers: {} }),
    setMapping: (mapping: CsvMapping) => setAsked({ ...asked, mapping }),
    setOptions: (change: Partial<CsvImportOptions>) =>
      preview && setAsked({ ...asked, options: { ...preview.options, ...change } }),
    setAnswer: (id: string, answer: string) =>
      setAsked({ ...asked, answers: { ...asked.answers, [id]: answer } }),
    answers: asked.answers,
    format: asked.format ?? preview?.format,
    mapping: asked.mapping ?? preview?.mapping,
    options: asked.options ?? preview?.options,
  };
}
