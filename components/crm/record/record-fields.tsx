'use client';

import { Pencil } from 'lucide-react';
import { useRef, useState } from 'react';

import { Button } from '@/components/ui/button';
import { buttonStyles } from '@/components/ui/button-styles';
import { Card, CardFooter, CardHeader } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { cn } from '@/components/ui/cn';
import { Plural } from '@/components/ui/numbers';
import { Time } from '@/components/ui/time';
import { entityLabels, type RecordField } from '@/lib/crm/schemas';
import { FieldEditor } from './field-editor';
import { FieldValue } from './field-value';
import { fieldText } from './field-words';
import { useRecordEditing } from './record-editing';
import { PageLink } from '@/components/ui/page-link';

const groups = ['Person', 'Contact', 'Company', 'Address', 'Record', 'Custom fields'] as const;
/** Shown also when they are empty: what most people look for. */
const always = new Set(['firstName', 'lastName', 'email', 'phone', 'company', 'city', 'country', 'ownerId']);
/** A longer label stands above its value: beside it, it would be a column of syllables. */
const widestBeside = 32;
/** Told elsewhere on the page. */
const elsewhere = new Set([
  'consentState',
  'smsConsentState',
  'pushConsentState',
  'createdAt',
  'updatedAt',
  'tags',
]);

/** Every field in the groups of the catalogue, each edited where it stands; the empty ones on demand. */
export function RecordFields() {
  const { record, fields } = useRecordEditing();
  const [all, setAll] = useState(false);
  const own = fields.filter((field) => field.source !== 'stats' && !elsewhere.has(field.name));
  const isShown = (field: RecordField): boolean =>
    always.has(field.name) || fieldText(record, field) !== '' || field.source === 'custom';
  const empty = own.filter((field) => !isShown(field)).length;
  return (
    <Card>
      <CardHeader title="Fields" />
      <div className="gap-x-8 px-4 pt-1 pb-3 lg:columns-2">
        {groups.map((group) => {
          const rows = own.filter((field) => field.group === group && (all || isShown(field)));
          if (rows.length === 0) return null;
          return (
            <section key={group} aria-label={group} className="break-inside-avoid pt-2">
              <h3 className="pb-0.5 text-sm font-medium text-ink-3">{group}</h3>
              <dl>
                {rows.map((field) => (
                  <FieldRow key={field.name} field={field} />
                ))}
              </dl>
            </section>
          );
        })}
      </div>
      <CardFooter
        right={
          (empty > 0 || all) && (
            <Button size="sm" variant="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? (
                'Hide empty fields'
              ) : (
                <>
                  Show <Plural count={empty} one="empty field" />
                </>
              )}
            </Button>
          )
        }
      >
        Created <Time at={record.createdAt} />, last changed <Time at={record.updatedAt} />
      </CardFooter>
    </Card>
  );
}

function FieldRow({ field }: { field: RecordField }) {
  const { record, mayChange } = useRecordEditing();
  const [editing, setEditing] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = (): void => {
    setEditing(false);
    requestAnimationFrame(() => button.current?.focus());
  };
  const pencil = cn(
    buttonStyles({ variant: 'quiet', size: 'sm' }),
    '-my-1 w-7 px-0 text-ink-3 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100',
  );
  return (
    <div
      className={cn(
        'group grid break-inside-avoid py-[5px]',
        field.label.length > widestBeside
          ? 'grid-cols-1 gap-0.5'
          : 'grid-cols-[minmax(92px,29%)_minmax(0,1fr)] gap-2',
      )}
    >
      <dt className={cn('break-words text-ink-2', editing && 'pt-2')}>{field.label}</dt>
      <dd className="min-w-0">
        {editing ? (
          <FieldEditor field={field} onClose={close} />
        ) : (
          <div className="flex items-start gap-1.5">
            <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
              <FieldValue record={record} field={field} />
            </div>
            {field.archived ? (
              <Chip plain>archived</Chip>
            ) : !mayChange ? null : field.name === 'email' ? (
              <PageLink
                href={`${entityLabels[record.entity].path}/${record.id}/edit`}
                aria-label="Edit E-mail in the form"
                className={pencil}
              >
                <Pencil aria-hidden />
              </PageLink>
            ) : (
              <button
                ref={button}
                type="button"
                aria-label={`Edit ${field.label}`}
                className={pencil}
                onClick={() => setEditing(true)}
              >
                <Pencil aria-hidden />
              </button>
            )}
          </div>
        )}
      </dd>
    </div>
  );
}
