import type { Metadata } from 'next';
import { Plural } from '@/components/ui/numbers';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { KnownPeople } from '../../../../_components/known-people';
import { shownBook } from './shown-book';

export const metadata: Metadata = { title: 'Address book' };

/** Who is in a book now, as far as we know. */
export default async function AddressBookPage({
  params,
  searchParams,
}: PageProps<'/integrations/[id]/books/[bookId]'>) {
  const { ctx, subject: book } = await shownBook.read(params, 'crm.read');
  const { id, name, integration, contactCount, countedAt } = book;
  return (
    <>
      <PageHeader
        title={name}
        trail={[
          { label: 'Integrations', href: '/integrations' },
          { label: integration.name, href: `/integrations/${integration.id}` },
          { label: name },
        ]}
        lede={
          <>
            Who is in the book, as exports confirmed and imports read it. Dotdigital itself counted{' '}
            <Plural count={contactCount} one="contact" /> when it was last asked, <Time at={countedAt} />.
          </>
        }
      />
      <KnownPeople ctx={ctx} shown={{ kind: 'book', id }} name={name} search={await searchParams} />
    </>
  );
}
