import type { Channel } from '../../channel';
import type { ConnectionOptions } from '../../connections/schemas';
import type { CrmEntity } from '../../crm/schemas';

/** What a connection's own choices mean for its plan. */
export type PlanOptions = Pick<ConnectionOptions, 'resubscribe' | 'strangers'>;

export type PlanScope = {
  listId: bigint;
  entity: CrmEntity;
  integrationId: bigint;
  /** null: a book that is yet to be made. */
  addressBookId: bigint | null;
  /** Of the book. */
  channel: Channel;
  /** opt-outs: nothing but wishes recorded here goes out. */
  mode: 'full' | 'opt-outs';
  options: PlanOptions;
  /** As if the connection began now, without back-fill. */
  startsNow?: boolean;
  /** People whom we put into the book count as ours; off while another list's people are only looked at. */
  ownsMemory: boolean;
};
