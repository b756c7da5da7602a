import type { Metadata } from 'next';
import { orNotFound } from '@/app/_server/or-not-found';
import { PageHeader } from '@/components/ui/page-header';
import { requireContext } from '@/app/_server/require-context';
import { plural } from '@/lib/format';
import { listDisclosures, previewErasure } from '@/lib/privacy';
import { PersonAsked, type PersonAsked as Asked } from '@/lib/privacy/schemas';
import { DisclosuresCard } from '../_components/disclosures-card';
import { ErasePart } from '../_components/erase-part';
import { FindPerson } from '../_components/find-person';
import { PersonCards } from '../_components/person-cards';
import { TakeOut } from '../_components/take-out';

export const metadata: Metadata = { title: 'A person' };

/** By record where one led here, else by address. */
function askedOf({ recordId, email }: Record<string, unknown>): Asked | null {
  return PersonAsked.safeParse(recordId === undefined ? { email } : { recordId }).data ?? null;
}

export default async function PersonPage({ searchParams }: PageProps<'/privacy/person'>) {
  const ctx = await requireContext('privacy.write');
  const asked = askedOf(await searchParams);
  if (asked === null)
    return (
      <>
        <PageHeader
          title="A person"
          trail={[{ label: 'Privacy', href: '/privacy' }, { label: 'A person' }]}
          lede="Whom is it about?"
        />
        <FindPerson />
      </>
    );
  const [preview, disclosures] = await orNotFound(
    ctx,
    Promise.all([previewErasure(ctx, asked), listDisclosures(ctx, asked)]),
  );
  const name = preview.records.find(({ isDeleted }) => !isDeleted)?.name ?? preview.records[0]?.name;
  return (
    <>
      <PageHeader
        title={name ?? preview.addresses[0] ?? 'A person'}
        trail={[{ label: 'Privacy', href: '/privacy' }, { label: 'A person' }]}
        lede={
          preview.records.length === 0
            ? 'No record has this address. What else is here stands below.'
            : `${plural(preview.records.length, 'record')} of one person, by address and by merging, and everything that hangs on them.`
        }
        actions={<TakeOut asked={asked} />}
      />
      <PersonCards preview={preview} />
      <DisclosuresCard disclosures={disclosures} />
      <ErasePart asked={asked} preview={preview} />
    </>
  );
}
