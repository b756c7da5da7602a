'use client';

import { useRouter } from 'next/navigation';
import { useController, useWatch } from 'react-hook-form';
import { FieldRow, RadioField, SelectField, TextareaField, TextField, useActionForm, ComboboxField } from '@/components/forms';
import { FilterSample } from '@/components/marketing-lists/filter-sample';
import { useFilterCount } from '@/components/marketing-lists/use-filter-count';
import { Button, LinkButton } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Notice } from '@/components/ui/notice';
import { PageHeader } from '@/components/ui/page-header';
import { toast } from '@/components/ui/toaster';
import { CreateMarketingList, listTypeOptions, type SavedList } from '@/lib/marketing-lists/schemas';
import type { Result } from '@/lib/result';
import type { FormOptions } from './form-options';
import { ColumnsField } from './columns-field';
import { FilterCard } from './filter-card';
import { savedWords, sentenceOf } from './list-words';

export type ListValues = CreateMarketingList;

type ListFormProps = FormOptions & {
  title: string;
  /** The list that is edited; its entity stays. */
  list?: { id: string; name: string; version: number };
  values: ListValues;
  save: (input: unknown) => Promise<Result<SavedList>>;
  cancelHref: string;
};

export function ListForm({ title, list, values, save, cancelHref, ...options }: ListFormProps) {
  const router = useRouter();
  const form = useActionForm({
    schema: CreateMarketingList,
    defaultValues: values,
    action: (input) => save(list ? { ...input, id: list.id, version: list.version } : input),
    onSuccess: (saved) => {
      const { tone, text, detail } = savedWords(saved);
      toast[tone](text, { detail });
      router.push(`/marketing-lists/${saved.id}`);
      router.refresh();
    },
  });
  const entity = useWatch({ control: form.control, name: 'entity' });
  const { field: filter, fieldState } = useController({ control: form.control, name: 'filter' });
  const live = useFilterCount(entity, filter.value as ListValues['filter']);
  const chosen = options.entities.find(({ value }) => value === entity);

  return (
    <form noValidate aria-label={title} onSubmit={form.submit}>
      <PageHeader
        trail={[{ label: 'Marketing Lists', href: '/marketing-lists' }, ...(list ? [{ label: list.name, href: `/marketing-lists/${list.id}` }] : []), { label: list ? 'Edit' : title }]}
        title={title}
        lede={sentenceOf(live.answer, chosen?.label.toLowerCase() ?? 'people')}
        actions={
          <>
            <LinkButton href={cancelHref}>Cancel</LinkButton>
            <Button type="submit" variant="primary" pending={form.pending}>Save</Button>
          </>
        }
      />
      {form.error && <div className="mb-4"><Notice tone="bad" title="Not saved.">{form.error}</Notice></div>}
      <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-[minmax(0,1fr)_372px]">
        <div className="grid min-w-0 grid-cols-1 gap-4">
          <Card className="grid gap-4 p-5">
            <FieldRow>
              <TextField control={form.control} name="name" label="Name" autoFocus={!list} maxLength={255} />
              <ComboboxField control={form.control} name="ownerId" label="Owner" options={options.owners} clearable placeholder="Nobody" />
            </FieldRow>
            <TextareaField control={form.control} name="description" label="Description" note="optional" rows={2} />
            <FieldRow>
              <SelectField control={form.control} name="entity" label="Entity" options={list ? options.entities.filter(({ value }) => value === entity) : options.entities} hint={list ? 'A list stays with its kind of record.' : 'Which kind of record the list holds.'} />
              <RadioField control={form.control} name="type" label="Type" options={[...listTypeOptions]} />
            </FieldRow>
            <ColumnsField control={form.control} options={options.columns} />
          </Card>
          <FilterCard
            fields={options.fields}
            campaigns={options.campaigns}
            value={filter.value as ListValues['filter']}
            onChange={filter.onChange}
            live={live}
            error={fieldState.error?.message}
            people={chosen?.label.toLowerCase() ?? 'people'}
          />
        </div>
        <div className="min-w-0 xl:sticky xl:top-4">
          <FilterSample answer={live.answer} counting={live.counting} recordsPath={chosen?.path ?? '/contacts'} />
        </div>
      </div>
    </form>
  );
}
