'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useController, useWatch } from 'react-hook-form';
import { MatchingCount } from '@/components/marketing-lists/matching-count';
import { useFilterCount } from '@/components/marketing-lists/use-filter-count';
import { FilterBuilder } from '@/components/query/filter-builder';
import { ask } from '@/components/ui/ask';
import { Card, CardHeader } from '@/components/ui/card';
import type { FilterDefinition } from '@/lib/filters/schemas';
import type { ListFormOptions } from '@/lib/marketing-lists/schemas';
import type { AutomationControl } from './automation-values';

type ConditionsFieldProps = { control: AutomationControl; first: ListFormOptions; firstEntity: string };

/** For whom alone, by the builder that lists have. */
export function ConditionsField({ control, first, firstEntity }: ConditionsFieldProps) {
  const entity = useWatch({ control, name: 'entity' });
  const { field, fieldState } = useController({ control, name: 'conditions' });
  const filter = field.value as FilterDefinition;
  const live = useFilterCount({ entity, filter, listId: null, timeZone: null });
  const { answer, counting, error } = live;
  const { data: offered = first } = useQuery({
    queryKey: ['list-form-options', entity],
    queryFn: ({ signal }) =>
      ask<ListFormOptions>(
        `/api/marketing-lists/form-options?entity=${entity}`,
        signal,
        'The fields could not be read.',
      ),
    ...(entity === firstEntity ? { initialData: first } : {}),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  return (
    <Card aria-label="Conditions">
      <CardHeader title="Only for" right="optional: without a condition for everybody to whom it happens" />
      <FilterBuilder
        catalogue={offered.catalogue}
        value={filter}
        onChange={field.onChange}
        problems={answer?.problems ?? nothing}
        sizes={counting ? nothing : (answer?.sizes ?? nothing)}
        sizesAccuracy={answer?.sizesAccuracy ?? 'exact'}
        count={<MatchingCount live={live} />}
        foot={undefined}
      />
      {(error ?? fieldState.error?.message) && (
        <p role="alert" className="border-t px-4 py-2.5 text-bad">
          {error ?? fieldState.error?.message}
        </p>
      )}
    </Card>
  );
}

const nothing: never[] = [];
