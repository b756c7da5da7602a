import { z } from 'zod';
import { refuse } from '../engine/failure';
import { isName } from '../engine/names';
import { getSms, type SmsRow } from '../engine/sms-campaigns';
import type { World } from '../engine/world';
import { defineRoute, ok, type Route } from '../http/route';

const smsSchema = z.object({
  id: z.number().nullish(),
  name: z.string().default(''),
  message: z.string().default(''),
  sendingIdentityId: z.number().int().nullish(),
  sendingIdentity: z.string().nullish(),
  toggleShortLinks: z.boolean().nullish(),
  status: z.unknown().optional(),
});
type SmsInput = z.infer<typeof smsSchema>;

const feature = 'Sms';
const longestName = 256;
/** Of a text message where its subject would stand. */
const longestShown = 60;

function insertSms(world: World, account: number, input: Omit<SmsInput, 'id' | 'status'>): SmsRow {
  if (!isName(world, input.name, longestName) || !input.message.trim())
    throw refuse('ERROR_SMS_INVALID', 'The SMS campaign is not valid.');
  const body = {
    name: input.name,
    message: input.message,
    sendingIdentityId: input.sendingIdentityId ?? 0,
    sendingIdentity: input.sendingIdentity ?? null,
    toggleShortLinks: input.toggleShortLinks ?? null,
  };
  const { id } = world.store.run(
    'INSERT INTO smsCampaigns (account, body) VALUES (?, ?)',
    account,
    JSON.stringify(body),
  );
  return getSms(world, account, id);
}

const write = ({ id, body, status }: SmsRow): Record<string, unknown> => ({
  id,
  ...(JSON.parse(body) as Record<string, unknown>),
  status,
});

export const smsRoutes: Route[] = [
  defineRoute({
    method: 'POST',
    path: '/v2/sms-messages/send-to/{telephoneNumber}',
    tier: 'unlimited',
    feature,
    body: z.object({ message: z.string().default('') }),
    handle: ({ account, body, text, world }) => {
      if (!/^\+?\d{8,15}$/.test(text('telephoneNumber').replace(/[\s()-]/g, '')))
        throw refuse('ERROR_SMS_INVALIDPHONENUMBER', 'The telephone number is not valid.');
      if (!body.message.trim()) throw refuse('ERROR_SMS_INVALID', 'A message is needed.');
      if (account.smsCredits < 1) throw refuse('ERROR_SMS_SENDNOTPERMITTED', 'No SMS credits are left.');
      world.store.run('UPDATE accounts SET smsCredits = smsCredits - 1 WHERE id = ?', account.id);
      world.store.run(
        "INSERT INTO mailbox (account, kind, recipient, sender, subject, html, plain, created) VALUES (?, 'sms', ?, '', ?, '', ?, ?)",
        account.id,
        text('telephoneNumber'),
        body.message.slice(0, longestShown),
        body.message,
        world.now(),
      );
      world.memo.delete('accounts');
      return { status: 204 };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v2/sms/campaigns',
    tier: 'medium',
    feature,
    body: smsSchema,
    handle: ({ world, account, body }) => ({ status: 201, body: write(insertSms(world, account.id, body)) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/sms/campaigns',
    tier: 'medium',
    feature,
    maxSelect: 1000,
    handle: ({ world, account, page }) =>
      ok(
        world.store
          .rows<SmsRow>(
            'SELECT id, body, status FROM smsCampaigns WHERE account = ? ORDER BY id LIMIT ? OFFSET ?',
            account.id,
            page.select,
            page.skip,
          )
          .map(write),
      ),
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/sms/campaigns/{id}',
    tier: 'medium',
    feature,
    handle: ({ world, account, int }) => ok(write(getSms(world, account.id, int('id')))),
  }),
  defineRoute({
    method: 'PUT',
    path: '/v2/sms/campaigns/{id}',
    tier: 'medium',
    feature,
    body: smsSchema,
    handle: ({ world, account, body, int }) => {
      const { id } = getSms(world, account.id, int('id'));
      const copy = insertSms(world, account.id, body);
      world.store.run('UPDATE smsCampaigns SET body = ? WHERE id = ?', copy.body, id);
      world.store.run('DELETE FROM smsCampaigns WHERE id = ?', copy.id);
      return ok(write(getSms(world, account.id, id)));
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v2/sms/campaigns/{id}',
    tier: 'medium',
    feature,
    handle: ({ world, account, int }) => {
      world.store.run('DELETE FROM smsCampaigns WHERE id = ?', getSms(world, account.id, int('id')).id);
      return { status: 204 };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v2/sms/campaigns/copy',
    tier: 'medium',
    feature,
    body: z.object({ campaignId: z.number().int().default(0), copyName: z.string().default('') }),
    handle: ({ world, account, body }) => {
      const known = JSON.parse(getSms(world, account.id, body.campaignId).body) as SmsInput;
      return { status: 201, body: write(insertSms(world, account.id, { ...known, name: body.copyName })) };
    },
  }),
];
