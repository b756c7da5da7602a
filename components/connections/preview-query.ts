import type { Channel, StrangerChoice } from '@/lib/connections/schemas';

export type PreviewTarget = {
  listId: string;
  integrationId: string;
  addressBookId: string | null;
  takeOver: boolean;
  channel: Channel;
  /** Instead of what the connection says. */
  strangers?: StrangerChoice;
  backFill?: boolean;
};

/** A first sync as our routes are asked for it. */
export const previewQuery = ({
  addressBookId,
  takeOver,
  backFill,
  ...rest
}: PreviewTarget): URLSearchParams =>
  new URLSearchParams({
    ...rest,
    ...(addressBookId === null ? {} : { addressBookId }),
    takeOver: String(takeOver),
    ...(backFill === undefined ? {} : { backFill: String(backFill) }),
  });
