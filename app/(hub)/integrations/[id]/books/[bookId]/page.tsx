import type { Metadata } from 'next';
import { Plural } from '@/components/ui/numbers';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { KnownPeople as Asked } from '@/lib/address-books/schemas';
import { KnownPeople } from '../../../../_components/known-people';
import { MomentForm } from './moment-form';
import { shownBook } from './shown-book';

export const metadata: Metadata = { title: 'Address book' };

/** Who is in a book now, as far as we know; with `?at`, who was in it then. */
export default async function AddressBookPage({
  params,
  searchParams,
}: PageProps<'/integrations/[id]/books/[bookId]'>) {
  const { ctx, subject: book } = await shownBook.read(params, 'crm.read');
  const { id, name, integration, contactCount, countedAt, knownSince } = book;
  const search = await searchParams;
  const { data: at } = Asked.shape.at.safeParse(search.at);
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
          at === undefined ? (
            <>
              Who is in the book, as exports confirmed and imports read it. Dotdigital itself counted{' '}
              <Plural count={contactCount} one="contact" /> when it was last asked, <Time at={countedAt} />.
            </>
          ) : (
            <>
              Whom we had put into the book or matched there and who was in it at <Time at={at} as="moment" />
              , as runs confirmed and imports read it. Known since <Time at={knownSince} none="no run yet" />.
            </>
          )
        }
      />
      <MomentForm isThen={at !== undefined} />
      <KnownPeople
        ctx={ctx}
        shown={{ kind: 'book', id, ...(at === undefined ? {} : { at }) }}
        name={name}
        search={search}
      />
    </>
  );
}
