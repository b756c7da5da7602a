'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type ReactNode, useRef, useState } from 'react';
import { useController, useWatch } from 'react-hook-form';
import { DraftNotice, FormError, FormFoot, useActionForm } from '@/components/forms';
import { ChangePreview } from '@/components/marketing-lists/change-preview';
import { FilterSample } from '@/components/marketing-lists/filter-sample';
import { ask } from '@/components/ui/ask';
import { useFilterCount } from '@/components/marketing-lists/use-filter-count';
import { Button, LinkButton } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { PageHeader } from '@/components/ui/page-header';
import { toast } from '@/components/ui/toaster';
import { useViewer } from '@/components/ui/viewer';
import { formatNumber } from '@/lib/format';
import {
  CreateMarketingList,
  type ListFormOptions,
  type ListTemplate,
  type SavedList,
} from '@/lib/marketing-lists/schemas';
import type { Result } from '@/lib/result';
import { FilterCard } from './filter-card';
import type { FormOptions } from './form-options';
import { ListFields } from './list-fields';
import type { ListValues } from './list-values';
import { savedWords, sentenceOf } from './list-words';
import { StaleNotice } from './stale-notice';
import { TemplateBar } from './template-bar';

type ListFormProps = FormOptions & {
  title: string;
  /** The list that is edited; its entity stays. */
  list?: { id: string; name: string; version: number };
  values: ListValues;
  save: (json: string) => Promise<Result<SavedList>>;
  cancelHref: string;
  /** Of whom examples are shown, for whoever sees some people alone. */
  sight: ReactNode;
};

export function ListForm({ title, list, values, save, cancelHref, sight, first, ...options }: ListFormProps) {
  const router = useRouter();
  const { locale } = useViewer();
  const version = useRef(list?.version);
  const [stale, setStale] = useState(false);
  const [drawn, setDrawn] = useState(0);
  const [asking, setAsking] = useState(false);
  const named = useRef<string | null>(null);
  const form = useActionForm({
    schema: CreateMarketingList,
    draft: { form: 'Marketing list', version: list?.version },
    defaultValues: values,
    action: async (input) => {
      const result = await save(
        JSON.stringify(list ? { ...input, id: list.id, version: version.current } : input),
      );
      setStale(!result.ok && result.error.code === 'stale');
      return result;
    },
    onSuccess: (saved) => {
      const { tone, text, detail } = savedWords(saved, form.form.getValues('type'));
      toast[tone](text, { detail });
      router.push(`/marketing-lists/${saved.id}`);
      router.refresh();
    },
  });
  const [entity, type, timeZone = null] = useWatch({
    control: form.control,
    name: ['entity', 'type', 'timeZone'],
  });
  const { field, fieldState } = useController({ control: form.control, name: 'filter' });
  const filter = field.value as ListValues['filter'];
  const manual = type === 'manual';
  const live = useFilterCount({ entity, filter, listId: list?.id ?? null, timeZone, enabled: !manual });
  const { data: offered = first } = useQuery({
    queryKey: ['list-form-options', entity],
    queryFn: ({ signal }) =>
      ask<ListFormOptions>(
        `/api/marketing-lists/form-options?entity=${entity}${list ? `&listId=${list.id}` : ''}`,
        signal,
        'The fields could not be read.',
      ),
    ...(entity === values.entity ? { initialData: first } : {}),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const chosen = options.entities.find(({ value }) => value === entity);
  const people = chosen?.label.toLowerCase() ?? 'people';
  const begin = (template: ListTemplate): void => {
    if (template.entity && !list) form.form.setValue('entity', template.entity);
    const name = form.form.getValues('name').trim();
    if (name === '' || name === named.current) {
      named.current = template.name;
      form.form.setValue('name', template.name, { shouldDirty: true, shouldValidate: true });
    }
    if (form.form.getValues('type') === 'manual') form.form.setValue('type', 'dynamic');
    field.onChange(template.filter);
    setDrawn(drawn + 1);
  };

  const count = live.answer?.count ?? null;
  const everyone = count === null ? `all ${people}` : `all ${formatNumber(count, locale)} ${people}`;
  const isEveryone = !manual && filter.root.rules.length === 0;
  /** Asked once: what was a list of everyone already was meant so. */
  const meant = useRef(list !== undefined && values.filter.root.rules.length === 0);
  const submit = (event: React.SyntheticEvent): void => {
    if (!isEveryone || meant.current) return form.submit(event);
    event.preventDefault();
    void form.form.trigger().then((complete) => (complete ? setAsking(true) : form.submit()));
  };

  const builder = manual ? (
    <Notice tone="info" title="A manual list has no filter.">
      People are put on it by picking them, by pasting addresses, or from a grid of records, and stay until
      someone removes them.
    </Notice>
  ) : (
    <FilterCard
      key={`${drawn} ${form.draft.drawn}`}
      catalogue={{ ...offered.catalogue, timeZone: timeZone ?? offered.catalogue.timeZone }}
      value={filter}
      onChange={field.onChange}
      live={live}
      error={fieldState.error?.message}
      people={people}
    />
  );
  const fields = (
    <ListFields
      control={form.control}
      isNew={!list}
      entity={entity}
      columns={offered.columns}
      ownZone={offered.catalogue}
      {...options}
    />
  );

  return (
    <form noValidate aria-label={title} onSubmit={submit}>
      <PageHeader
        trail={[
          { label: 'Marketing Lists', href: '/marketing-lists' },
          ...(list ? [{ label: list.name, href: `/marketing-lists/${list.id}` }] : []),
          { label: list ? 'Edit' : title },
        ]}
        title={title}
        lede={
          manual
            ? `${chosen?.label ?? 'People'} picked by hand, on the list’s own page.`
            : sentenceOf(live.answer, people)
        }
      />
      {sight}
      <DraftNotice {...form.draft} className="mb-4" />
      {list && stale && (
        <div className="mb-4">
          <StaleNotice
            listId={list.id}
            pending={form.pending}
            onSaveOver={(newest) => {
              version.current = newest;
              form.submit();
            }}
          />
        </div>
      )}
      <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-[minmax(0,1fr)_372px] xl:grid-rows-[auto_1fr]">
        {list ? (
          <div className="min-w-0">{builder}</div>
        ) : (
          <div className="grid min-w-0 grid-cols-1 gap-4">
            <TemplateBar onChoose={begin} />
            {fields}
            {builder}
          </div>
        )}
        {!manual && (
          <div className="grid min-w-0 grid-cols-1 gap-4 xl:sticky xl:top-4 xl:col-start-2 xl:row-span-2 xl:row-start-1">
            {list && (fieldState.isDirty || timeZone !== values.timeZone) && (
              <ChangePreview
                listId={list.id}
                filter={filter}
                timeZone={timeZone}
                recordsPath={chosen?.path ?? '/contacts'}
              />
            )}
            <FilterSample
              answer={live.answer}
              counting={live.counting}
              recordsPath={chosen?.path ?? '/contacts'}
            />
          </div>
        )}
        {list && <div className="min-w-0">{fields}</div>}
      </div>
      {!stale && (
        <div className="mt-4 empty:hidden">
          <FormError title="Not saved." form={form} />
        </div>
      )}
      {/* Under the form, not under what stands beside it. */}
      <FormFoot className="mt-2 bg-canvas xl:pr-[388px]">
        <LinkButton href={cancelHref}>Cancel</LinkButton>
        <Button type="submit" variant="primary" pending={form.pending}>
          Save
        </Button>
      </FormFoot>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        tone="primary"
        title="A list of everyone?"
        goes={<>It has no condition, so it holds {everyone} now, and each one that is added later.</>}
        stays="A condition can be set later as well."
        confirm="Save a list of everyone"
        onConfirm={() => {
          meant.current = true;
          form.submit();
          return Promise.resolve();
        }}
      />
    </form>
  );
}
