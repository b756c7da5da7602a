import { z } from 'zod';
import { getBook } from '../engine/books';
import { createCampaign, getCampaign, listFromAddresses, type Campaign } from '../engine/campaigns/campaign';
import { loadActivity } from '../engine/campaigns/load-activity';
import { interactions, type InteractionKind } from '../engine/campaigns/interactions';
import { resendCampaign, setSending } from '../engine/campaigns/resend-campaign';
import { sendCampaign } from '../engine/campaigns/send-campaign';
import { readDate } from '../engine/dates';
import { accountOf, contactOf } from './read';
import type { Control } from './control';

const account = z.number().int().optional();
const ids = z.array(z.number().int()).default([]);

const campaignSchema = z.strictObject({
  account,
  name: z.string().default('Spring sale'),
  subject: z.string().default('Up to 30 % off, @FIRSTNAME@'),
  fromName: z.string().default('Northwind Outdoor'),
  htmlContent: z
    .string()
    .default(
      '<p>Hello @FIRSTNAME@</p><a href="https://www.northwind.example/tents">Tents</a> <a href="https://www.northwind.example/boots">Boots</a> <a href="http://$UNSUB$">Leave</a>',
    ),
  plainTextContent: z
    .string()
    .default('Hello @FIRSTNAME@ https://www.northwind.example/tents http://$UNSUB$'),
  addressBookIds: ids,
});

const kinds = Object.keys(interactions) as [InteractionKind, ...InteractionKind[]];
const eventSchema = z.strictObject({
  kind: z.enum(kinds),
  contact: z.union([z.string(), z.number()]),
  url: z.string().optional(),
  device: z.number().int().optional(),
  at: z.string().optional(),
  times: z.number().int().min(1).default(1),
});

export const campaignControls: Control[] = [
  {
    method: 'POST',
    path: '/campaigns',
    run({ sandbox: { world }, body }) {
      const { account: given, addressBookIds, ...input } = campaignSchema.parse(body);
      const owner = accountOf(world, given);
      return world.store.transaction(() => {
        const campaign = createCampaign(world, owner.id, {
          ...input,
          fromAddress: listFromAddresses(world, owner.id)[0],
        });
        if (addressBookIds.length > 0)
          sendCampaign(world, owner.id, {
            campaignId: campaign.id,
            addressBookIds,
            contactIds: [],
            sendDate: null,
            splitTestOptions: null,
          });
        return writeState(campaign);
      });
    },
  },
  {
    method: 'GET',
    path: '/state/campaigns/:id',
    run: ({ sandbox: { world }, params, query }) =>
      writeState(
        getCampaign(world, accountOf(world, query.get('account') ?? undefined).id, Number(params.id)),
      ),
  },
  {
    method: 'POST',
    path: '/campaigns/:id/send',
    run({ sandbox: { world }, params, body }) {
      const given = z
        .strictObject({ account, addressBookIds: ids, contactIds: ids, sendDate: z.string().optional() })
        .parse(body);
      const sendDate = given.sendDate === undefined ? null : (readDate(given.sendDate) ?? null);
      return world.store.transaction(() =>
        sendCampaign(world, accountOf(world, given.account).id, {
          campaignId: Number(params.id),
          addressBookIds: given.addressBookIds,
          contactIds: given.contactIds,
          sendDate,
          splitTestOptions: null,
        }),
      );
    },
  },
  {
    method: 'POST',
    path: '/campaigns/:id/resend',
    run({ sandbox: { world }, params, body }) {
      const given = z.strictObject({ account }).parse(body);
      return world.store.transaction(() =>
        resendCampaign(world, accountOf(world, given.account).id, Number(params.id)),
      );
    },
  },
  {
    method: 'PATCH',
    path: '/campaigns/:id',
    run({ sandbox: { world }, params, body }) {
      const given = z
        .strictObject({ account, status: z.enum(['Paused', 'Cancelled', 'Sending']) })
        .parse(body);
      const owner = accountOf(world, given.account);
      setSending(world, owner.id, Number(params.id), given.status);
      return writeState(getCampaign(world, owner.id, Number(params.id)));
    },
  },
  {
    method: 'POST',
    path: '/campaigns/:id/load',
    run({ sandbox: { world }, params, body }) {
      const given = z.strictObject({ account, addressBookId: z.number().int() }).parse(body);
      const owner = accountOf(world, given.account);
      return writeState(
        loadActivity(world, owner.id, Number(params.id), getBook(world, owner.id, given.addressBookId).id),
      );
    },
  },
  {
    method: 'POST',
    path: '/campaigns/:id/events',
    run({ sandbox: { world }, params, body }) {
      const given = z
        .strictObject({ account, events: z.array(eventSchema) })
        .parse(Array.isArray(body) ? { events: body } : body);
      const owner = accountOf(world, given.account);
      const campaign = getCampaign(world, owner.id, Number(params.id));
      world.store.transaction(() => {
        for (const { kind, contact, at, times, url, device } of given.events) {
          const mail = {
            campaign: campaign.id,
            contact: contactOf(world, owner.id, contact).id,
            ...(url === undefined ? {} : { url }),
            ...(device === undefined ? {} : { device }),
          };
          const time = at === undefined ? world.now() : (readDate(at) ?? world.now());
          for (let n = 0; n < times; n++) world.at(time, () => interactions[kind](world, mail));
        }
      });
      return { ok: true };
    },
  },
];

const writeState = ({ html, plain, ...campaign }: Campaign): Record<string, unknown> => ({
  ...campaign,
  contentLength: html.length + plain.length,
});
