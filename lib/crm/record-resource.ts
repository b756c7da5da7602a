import { z } from 'zod';

import { idText, plainText } from '../text';
import { ConsentStates } from './record-schemas';
import { CrmEntity } from './entity';

const text = z.string().nullable();
const time = z.iso.datetime().nullable();

/** A record with everything it holds, as other systems read it. */
export const RecordResource = z.strictObject({
  id: z.string(),
  entity: CrmEntity,
  version: z.int(),
  email: text,
  firstName: text,
  lastName: text,
  phone: text,
  phoneE164: text,
  mobile: text,
  mobileE164: text,
  company: text,
  jobTitle: text,
  website: text,
  birthday: z.iso.date().nullable(),
  gender: text,
  street: text,
  city: text,
  region: text,
  postalCode: text,
  country: text,
  language: text,
  source: text,
  externalId: text,
  ownerId: z.string().nullable(),
  tags: z.array(z.string()),
  consent: z.strictObject({ state: ConsentStates, at: time }),
  custom: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  computed: z.strictObject({
    orderCount: z.int(),
    lifetimeValue: z.number(),
    averageOrder: z.number().nullable(),
    firstOrderAt: time,
    lastOrderAt: time,
    daysSinceLastOrder: z.int().nullable(),
    abandonedCartValue: z.number().nullable(),
    abandonedCartAt: time,
    lastSentAt: time,
    lastOpenAt: time,
    lastClickAt: time,
    receivedCount: z.int(),
    openedCount: z.int(),
    clickedCount: z.int(),
    engagementScore: z.int(),
  }),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type RecordResource = z.infer<typeof RecordResource>;

export const RecordPageFilter = z.object({
  email: plainText.max(254).optional(),
  externalId: plainText.max(255).optional(),
  updatedSince: z.iso.datetime({ offset: true }).optional(),
  tag: plainText.max(100).optional(),
  consent: ConsentStates.optional(),
  ownerId: idText.optional(),
});
export type RecordPageFilter = z.infer<typeof RecordPageFilter>;

export type RecordPage = { data: RecordResource[]; nextCursor: string | null };
