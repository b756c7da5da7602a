import { notFound } from './failure';
import type { World } from './world';

export const smsStatuses = ['Unsent', 'Sending', 'Sent', 'Cancelled'] as const;

export interface SmsRow {
  id: number;
  body: string;
  status: (typeof smsStatuses)[number];
}

export function getSms(world: World, account: number, id: number): SmsRow {
  const row = world.store.row<SmsRow>(
    'SELECT id, body, status FROM smsCampaigns WHERE id = ? AND account = ?',
    id,
    account,
  );
  if (!row) throw notFound('ERROR_CAMPAIGN_NOT_FOUND');
  return row;
}

/** Sending is done on Dotdigital's own screens: the API has no call for it. */
export function setSmsStatus(world: World, account: number, id: number, status: SmsRow['status']): void {
  world.store.run('UPDATE smsCampaigns SET status = ? WHERE id = ?', status, getSms(world, account, id).id);
}
