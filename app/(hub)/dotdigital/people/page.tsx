import type { Metadata } from 'next';
import { PageHeader } from '@/components/ui/page-header';
import { requireContext } from '@/app/_server/require-context';
import { KnownPeople } from '../../_components/known-people';

export const metadata: Metadata = { title: 'In the books now' };

/** Everyone in a connected book; who is in several stands there once for each. */
export default async function InTheBooksPage({ searchParams }: PageProps<'/dotdigital/people'>) {
  const ctx = await requireContext('crm.read');
  return (
    <>
      <PageHeader
        title="In the books now"
        trail={[{ label: 'Dashboard', href: '/' }, { label: 'In the books now' }]}
        lede="Everyone in a connected address book, as Dotdigital last confirmed. Who is in several books stands here once for each."
      />
      <KnownPeople
        ctx={ctx}
        shown={{ kind: 'connected', id: '0' }}
        name="In the books"
        search={await searchParams}
      />
    </>
  );
}
