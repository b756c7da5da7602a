import { z } from 'zod';

import { idText, plainText } from '@/lib/text';
import { ConsentStates, customKey, customText, givenConsents } from './record-schemas';
import { CrmEntity } from '../fields/entity';
import { type DerivedName, type RecordField, type TextFieldName, textFields } from '../fields/fields';
import { GivenTags } from '../fields/tag-name';

const text = z.string().nullable();
const time = z.iso.datetime().nullable();

/** The address stands first, a number's dialled form beside it; the rest as in the catalogue. */
const inOrder: readonly RecordField[] = [
  ...textFields.filter(({ name }) => name === 'email'),
  ...textFields.filter(({ name }) => name !== 'email'),
];

type HeldName = TextFieldName | Exclude<DerivedName, 'emailKey'>;

/** What a resource tells of the fields that text goes into, by name. */
export const ofHeldFields = <Made>(
  make: (name: string, field: RecordField) => Made,
): Record<HeldName, Made> =>
  Object.fromEntries(
    inOrder.flatMap((field) =>
      [field.name, ...(field.type === 'phone' && field.derived ? [field.derived.name] : [])].map((name) => [
        name,
        make(name, field),
      ]),
    ),
  ) as Record<HeldName, Made>;

const held = ofHeldFields((_, { type }) => (type === 'date' ? z.iso.date().nullable() : text));

const HeldConsent = z.strictObject({ state: ConsentStates, at: time });

/** A record with everything it holds, as other systems read it. */
export const RecordResource = z.strictObject({
  id: z.string(),
  entity: CrmEntity,
  version: z.int(),
  ...held,
  ownerId: z.string().nullable(),
  tags: z.array(z.string()),
  /** That of mail. */
  consent: HeldConsent,
  smsConsent: HeldConsent,
  pushConsent: HeldConsent,
  custom: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  computed: z.strictObject({
    orderCount: z.int(),
    lifetimeValue: z.number(),
    /** Of lifetimeValue and averageOrder: the base currency, else the one most of the orders are in. */
    lifetimeValueCurrency: text,
    /** Totals of orders that lifetimeValue does not add up. */
    lifetimeValueLeftOut: z.array(z.strictObject({ amount: z.number(), currency: z.string() })),
    orderCurrency: text,
    averageOrder: z.number().nullable(),
    averageOrderCurrency: text,
    firstOrderAt: time,
    lastOrderAt: time,
    daysSinceLastOrder: z.int().nullable(),
    abandonedCartValue: z.number().nullable(),
    abandonedCartCurrency: text,
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

/** The fields that text goes into; what it must be is told by convertValues. Left out stays, null empties. */
const texts = Object.fromEntries(
  inOrder.map(({ name, maxLength }) => [
    name,
    plainText
      .max(maxLength, { error: `At most ${maxLength} characters.` })
      .nullable()
      .optional(),
  ]),
) as Record<TextFieldName, z.ZodOptional<z.ZodNullable<z.ZodString>>>;

const CustomGiven = z.record(customKey, z.union([customText, z.number(), z.boolean()]).nullable());

/** A record as other systems give it. */
export const GivenRecord = z.strictObject({
  ...texts,
  ownerId: idText.nullable().optional(),
  custom: CustomGiven.optional(),
  tags: GivenTags.optional(),
  ...givenConsents,
});
export type GivenRecord = z.output<typeof GivenRecord>;

/** A row of a bulk call; matched by its e-mail address. */
export const BulkRecord = z.strictObject({
  ...texts,
  email: plainText.min(1, { error: 'Needed: rows are matched by it.' }).max(254),
  /** Given or withdrawn; an opt-out that was recorded here is not taken back by a row. */
  consent: z.enum(['given', 'withdrawn']).optional(),
  custom: CustomGiven.optional(),
  /** Put on; tags that a record has stay. */
  tags: GivenTags.optional(),
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
