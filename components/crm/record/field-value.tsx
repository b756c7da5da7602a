'use client';

import type { ReactNode } from 'react';

import { EmailAddress } from '@/components/ui/email-address';
import { formatDay } from '@/lib/format';
import { entityLabels, type RecordField, type RecordView } from '@/lib/crm/schemas';
import { fieldText } from './field-words';
import { PageLink } from '@/components/ui/page-link';

/** What a record holds in a field, as a page shows it. */
export function FieldValue({ record, field }: { record: RecordView; field: RecordField }): ReactNode {
  const text = fieldText(record, field);
  if (text === '') return <span className="text-ink-3">–</span>;
  if (field.name === 'phone') return <Phone typed={text} e164={record.phoneE164} />;
  if (field.name === 'mobile') return <Phone typed={text} e164={record.mobileE164} />;
  if (field.name === 'email') return <EmailWithTwins record={record} email={text} />;
  // A day has no zone: read and shown as UTC it stays the day it is.
  if (field.type === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(text))
    return <time dateTime={text}>{formatDay(`${text}T00:00:00Z`, 'UTC', 0)}</time>;
  if (field.name === 'website' && /^https?:\/\//i.test(text)) {
    return (
      <a href={text} rel="noreferrer nofollow" target="_blank" className="prose-link">
        {text}
      </a>
    );
  }
  return text;
}

function Phone({ typed, e164 }: { typed: string; e164: string | null }) {
  return (
    <>
      {typed}
      {e164 === null && (
        <span className="block text-sm text-ink-3">not a number that could be dialled as it is</span>
      )}
      {e164 && e164 !== typed && <span className="block font-mono text-sm text-ink-3">{e164}</span>}
    </>
  );
}

function EmailWithTwins({ record, email }: { record: RecordView; email: string }) {
  const path = entityLabels[record.entity].path;
  return (
    <>
      <EmailAddress email={email} />
      {record.sameAddress.length > 0 && (
        <span className="block text-sm text-ink-3">
          shared with{' '}
          {record.sameAddress.map((twin, n) => (
            <span key={twin.id}>
              {n > 0 && ', '}
              <PageLink href={`${path}/${twin.id}`} className="prose-link">
                {twin.name}
              </PageLink>
            </span>
          ))}
        </span>
      )}
    </>
  );
}
