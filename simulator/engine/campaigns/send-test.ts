import { findByEmail, readEmail } from '../contacts';
import { refuse } from '../failure';
import { personalise } from '../personalise';
import type { World } from '../world';
import { getCampaign, listFromAddresses } from './campaign';

const maxAddresses = 10;

/** The campaign as it stands, into the simulated mailbox; nothing is counted. Values are those of the contact with that address. */
export function sendTest(world: World, account: number, campaignId: number, addresses: string[]): string[] {
  const campaign = getCampaign(world, account, campaignId);
  const emails = [...new Set(addresses.map((address) => readEmail(world, address)))];
  if (emails.length === 0 || emails.length > maxAddresses)
    throw refuse('ERROR_CAMPAIGN_SEND_INVALID', `A test goes to 1 to ${maxAddresses} addresses.`);
  const from = listFromAddresses(world, account).find(({ id }) => id === campaign.fromAddress)?.email ?? '';
  for (const email of emails) {
    const contact = findByEmail(world, account, email) ?? { account, email, data: '{}' };
    const fill = (text: string): string => personalise(world, text, contact);
    world.store.run(
      "INSERT INTO mailbox (account, kind, recipient, sender, subject, html, plain, created) VALUES (?, 'test', ?, ?, ?, ?, ?, ?)",
      account,
      email,
      `${campaign.fromName} <${from}>`,
      fill(campaign.subject),
      fill(campaign.html),
      fill(campaign.plain),
      world.now(),
    );
  }
  return emails;
}
