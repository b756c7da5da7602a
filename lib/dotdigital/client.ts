import { accountCalls } from './account';
import { addressBookCalls } from './address-books';
import { campaignCalls } from './campaigns';
import { contactImportCalls } from './contact-imports';
import { contactCalls } from './contacts';
import { dataFieldCalls } from './data-fields';
import { importCalls } from './imports';
import { insightCalls } from './insight-data';
import { mailingCalls } from './mailings';
import { messageCalls } from './messages';
import { programCalls } from './programs';
import { smsContactCalls } from './sms-contacts';
import { createTransport, type TransportOptions } from './request';

export type DotdigitalClient = ReturnType<typeof accountCalls> &
  ReturnType<typeof addressBookCalls> &
  ReturnType<typeof campaignCalls> &
  ReturnType<typeof contactCalls> &
  ReturnType<typeof contactImportCalls> &
  ReturnType<typeof dataFieldCalls> &
  ReturnType<typeof importCalls> &
  ReturnType<typeof insightCalls> &
  ReturnType<typeof mailingCalls> &
  ReturnType<typeof messageCalls> &
  ReturnType<typeof programCalls> &
  ReturnType<typeof smsContactCalls> & {
    /** Drops the sockets; they also close by themselves after a few idle seconds. */
    close(): Promise<void>;
  };

/**
 * One Dotdigital account. Paging, limits, repeats, time-outs and the vendor's spelling stay in here.
 * Throws DotdigitalError; `host_not_allowed` already at creation.
 */
export function createDotdigitalClient(options: TransportOptions): DotdigitalClient {
  const transport = createTransport(options);
  return {
    ...accountCalls(transport),
    ...addressBookCalls(transport),
    ...campaignCalls(transport),
    ...contactCalls(transport),
    ...contactImportCalls(transport),
    ...dataFieldCalls(transport),
    ...importCalls(transport),
    ...insightCalls(transport),
    ...mailingCalls(transport),
    ...messageCalls(transport),
    ...programCalls(transport),
    ...smsContactCalls(transport),
    close: transport.close,
  };
}
