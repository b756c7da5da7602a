import type { Channel } from '../../channel';

export type BookToRead = {
  id: bigint;
  dotdigitalId: number;
  contactCount: number;
  isConnected: boolean;
  channel: Channel;
};

/** A confirmed export may be newer than the read's first pages, and clocks differ. */
export const sentMarginMs = 10 * 60_000;
