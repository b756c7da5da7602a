import Link from 'next/link';
import type { ReactNode } from 'react';

import { Card, CardFooter, CardHeader } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { Time } from '@/components/ui/time';
import { entityLabels, recordFields, type RecordView } from '@/lib/crm/schemas';
import { countryName, languageName } from './words';

const groups = ['Person', 'Contact', 'Company', 'Address', 'Record'] as const;

/** Every field of a record that holds something, in the groups of the catalogue; the main ones also when empty. */
export function RecordDetails({ record }: { record: RecordView }) {
  const always = new Set(['firstName', 'lastName', 'email', 'phone', 'company', 'city', 'country']);
  const items = groups.flatMap((group) =>
    recordFields
      .filter((field) => field.group === group && field.name in record.values && field.name !== 'consentState')
      .filter((field) => always.has(field.name) || record.values[field.name])
      .map((field) => ({ label: field.label, value: shown(record, field.name) })),
  );
  return (
    <Card>
      <CardHeader title="Fields" />
      <DescriptionList columns={2} items={[...items, { label: 'Owner', value: record.owner?.name }]} />
      <CardFooter>
        Created <Time at={record.createdAt} />, last changed <Time at={record.updatedAt} />
      </CardFooter>
    </Card>
  );
}

function shown(record: RecordView, name: string): ReactNode {
  const value = record.values[name] ?? null;
  if (name === 'country') return countryName(value);
  if (name === 'language') return languageName(value);
  if (name === 'phone') return <Phone typed={value} e164={record.phoneE164} />;
  if (name === 'mobile') return <Phone typed={value} e164={record.mobileE164} />;
  if (name === 'email' && value) return <EmailWithTwins record={record} email={value} />;
  if (name === 'website' && value && /^https?:\/\//i.test(value)) {
    return (
      <a href={value} rel="noreferrer nofollow" target="_blank" className="prose-link">
        {value}
      </a>
    );
  }
  return value;
}

function Phone({ typed, e164 }: { typed: string | null; e164: string | null }) {
  if (!typed) return '–';
  return (
    <>
      {typed}
      {e164 && e164 !== typed && <span className="ml-2 font-mono text-sm text-ink-3">{e164}</span>}
    </>
  );
}

function EmailWithTwins({ record, email }: { record: RecordView; email: string }) {
  return (
    <>
      {email}
      {record.sameAddress.length > 0 && (
        <span className="block text-sm text-ink-3">
          shared with{' '}
          {record.sameAddress.map((twin, n) => (
            <span key={twin.id}>
              {n > 0 && ', '}
              <Link href={`${entityLabels[record.entity].path}/${twin.id}`} className="prose-link">
                {twin.name}
              </Link>
            </span>
          ))}
        </span>
      )}
    </>
  );
}
