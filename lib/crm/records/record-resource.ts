import { z } from 'zod';

import { idText, plainText } from '@/lib/text';
import { ConsentStates } from './record-schemas';
import { CrmEntity } from '../fields/entity';

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

const line = (max = 255) =>
  plainText
    .max(max, { error: `At most ${max} characters.` })
    .nullable()
    .optional();

/** The fields that text goes into; what it must be is told by convertValues. Left out stays, null empties. */
export const recordTexts = {
  email: line(254),
  firstName: line(),
  lastName: line(),
  phone: line(100),
  mobile: line(100),
  company: line(),
  jobTitle: line(),
  website: line(2_000),
  birthday: line(),
  gender: line(),
  street: line(500),
  city: line(),
  region: line(),
  postalCode: line(),
  country: line(),
  language: line(),
  source: line(),
  externalId: line(),
};

export const CustomGiven = z.record(
  z.string().max(40),
  z.union([plainText.max(2_000), z.number(), z.boolean()]).nullable(),
);

/** A row of a bulk call; matched by its e-mail address. */
export const BulkRecord = z.strictObject({
  ...recordTexts,
  email: plainText.min(1, { error: 'Needed: rows are matched by it.' }).max(254),
  /** Given or withdrawn; an opt-out that was recorded here is not taken back by a row. */
  consent: z.enum(['given', 'withdrawn']).optional(),
  custom: CustomGiven.optional(),
  /** Put on; tags that a record has stay. */
  tags: z.array(plainText.trim().min(1).max(100)).max(100).optional(),
});
export type BulkRecord = z.output<typeof BulkRecord>;

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
