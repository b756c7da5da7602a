import { z } from 'zod';
import { smsStatusOf } from './contact-status';
import {
  camelKeys,
  counter,
  looseCount,
  looseFlag,
  looseId,
  looseText,
  looseTextOrNull,
  looseTime,
  neededId,
  neededText,
  neededTime,
  readTime,
  storable,
} from './wire-values';

/** What Dotdigital's answers become. Unknown keys fall away, missing ones have a meaning, unknown words stay text. */

const row = <Shape extends z.core.$ZodLooseShape>(shape: Shape) => z.preprocess(camelKeys, z.object(shape));

const longText = 8_000_000;
const word = looseText(100);

export const WireAddressBook = row({
  id: neededId,
  name: neededText(400),
  visibility: word.transform((text) => text || 'Private'),
  contacts: looseCount,
});
export type WireAddressBook = z.infer<typeof WireAddressBook>;

export const WireProgram = row({ id: neededId, name: neededText(400), status: word });
export type WireProgram = z.infer<typeof WireProgram>;

/** Names, words and states: the API has no figure of an SMS campaign. */
export const WireSmsCampaign = row({
  id: neededId,
  name: neededText(400),
  message: looseText(4_000),
  sendingIdentity: looseTextOrNull(100),
  status: word,
});
export type WireSmsCampaign = z.infer<typeof WireSmsCampaign>;

export const WireEnrolment = row({
  id: neededText(100),
  programId: looseId,
  status: word,
  dateCreated: looseTime,
});
export type WireEnrolment = z.infer<typeof WireEnrolment>;

export type WireValue = string | number | boolean | null;

const heldValue = z.union([z.string().transform(storable), z.number(), z.boolean(), z.null()]);
const dataValue = heldValue.catch(null);

const DataFields = z
  .array(
    z
      // A value of another kind is passed over: that is not the same as an empty one.
      .preprocess(camelKeys, z.object({ key: neededText(100), value: heldValue.optional() }))
      .nullable()
      .catch(null),
  )
  .nullish()
  .transform((pairs) => {
    if (!pairs) return null;
    const values = new Map<string, WireValue>();
    for (const pair of pairs) if (pair) values.set(pair.key.toUpperCase(), pair.value ?? null);
    return Object.fromEntries(values);
  });

export const WireContact = row({
  id: neededId,
  email: neededText(400),
  optInType: looseTextOrNull(100),
  emailType: looseTextOrNull(100),
  /** Upper-case name → value; null when full data was not asked for. */
  dataFields: DataFields,
  status: looseTextOrNull(100),
});
export type WireContact = z.infer<typeof WireContact>;

/** `status`: ContactAdded, ContactChallenged or ContactCannotBeUnsuppressed; empty where it wasn't told. */
export const WireResubscription = row({ contact: WireContact.nullish().catch(null), status: word });
export type WireResubscription = z.infer<typeof WireResubscription>;

export const WireSuppression = row({
  suppressedContact: row({ id: looseId, email: neededText(400), status: looseTextOrNull(100) }),
  dateRemoved: looseTime,
  reason: looseTextOrNull(100),
}).transform(({ suppressedContact, dateRemoved, reason }) => ({
  contactId: suppressedContact.id,
  email: suppressedContact.email,
  /** The account's; after a list unsubscribe it may still read Subscribed. */
  status: suppressedContact.status,
  reason,
  dateRemoved,
}));
export type WireSuppression = z.infer<typeof WireSuppression>;

const FromAddress = z
  .union([row({ email: looseText(400) }).transform(({ email }) => email), looseText(400)])
  .catch('');

export const WireCampaign = row({
  id: neededId,
  name: looseText(400),
  subject: looseText(),
  fromName: looseText(400),
  fromAddress: FromAddress,
  replyAction: word,
  replyToAddress: looseText(400),
  isSplitTest: looseFlag,
  status: word.transform((text) => text || 'NotAvailableInThisVersion'),
  /** null in lists. */
  htmlContent: looseTextOrNull(longText),
  plainTextContent: looseTextOrNull(longText),
});
export type WireCampaign = z.infer<typeof WireCampaign>;

export const WireScheduled = row({
  id: neededId,
  status: word,
  scheduledDate: looseTime,
});
export type WireScheduled = z.infer<typeof WireScheduled>;

export const WireTriggeredCampaign = row({ id: neededId, name: looseText(400) });
export type WireTriggeredCampaign = z.infer<typeof WireTriggeredCampaign>;

export const WireFromAddress = row({ id: neededId, email: neededText(400) });
export type WireFromAddress = z.infer<typeof WireFromAddress>;

export const WireTemplate = row({
  id: neededId,
  name: looseText(400),
  subject: looseText(),
  fromName: looseText(400),
  replyAction: word,
  replyToAddress: looseText(400),
  htmlContent: looseText(longText),
  plainTextContent: looseText(longText),
});
export type WireTemplate = z.infer<typeof WireTemplate>;

const sendStates = ['NotSent', 'Scheduled', 'Sending', 'Sent', 'Cancelled'] as const;

/** A status that isn't known reads as NotSent: it is asked again. */
export const WireSend = row({ id: neededText(60), status: word }).transform(({ id, status }) => ({
  sendId: id,
  status: sendStates.find((one) => one.toLowerCase() === status.toLowerCase()) ?? ('NotSent' as const),
}));
export type WireSend = z.infer<typeof WireSend>;

/** Counters as Dotdigital names them (`numTotalSent` …); percentages and money stay out, they are recomputed. */
export const WireSummary = z.preprocess(camelKeys, z.record(z.string(), z.unknown())).transform((all) => {
  const numbers: Record<string, number> = {};
  for (const [key, value] of Object.entries(all)) {
    const count = /^num[A-Z]/.test(key) ? counter.safeParse(value).data : undefined;
    if (count !== undefined) numbers[key] = count;
  }
  return { dateSent: readTime(all.dateSent), numbers };
});
export type WireSummary = z.infer<typeof WireSummary>;

export const WireActivity = row({
  contactId: neededId,
  email: looseText(400),
  numOpens: counter,
  numPageViews: counter,
  numClicks: counter,
  numForwards: counter,
  numEstimatedForwards: counter,
  numReplies: counter,
  dateSent: looseTime,
  dateFirstOpened: looseTime,
  dateLastOpened: looseTime,
  unsubscribed: looseFlag,
  softBounced: looseFlag,
  hardBounced: looseFlag,
});
export type WireActivity = z.infer<typeof WireActivity>;

export const WireOpen = row({
  contactId: neededId,
  email: looseText(400),
  mailClient: looseText(400),
  userAgent: looseText(),
  ipAddress: looseText(45),
  dateOpened: neededTime,
});
export type WireOpen = z.infer<typeof WireOpen>;

export const WireClick = row({
  contactId: neededId,
  email: looseText(400),
  url: looseText(8_000),
  userAgent: looseText(),
  ipAddress: looseText(45),
  dateClicked: neededTime,
});
export type WireClick = z.infer<typeof WireClick>;

export const WireDataField = row({
  name: neededText(100),
  type: neededText(40),
  visibility: word.transform((text) => text || 'Private'),
  defaultValue: dataValue.nullish().transform((value) => value ?? null),
});
export type WireDataField = z.infer<typeof WireDataField>;

export const importStates = [
  'NotFinished',
  'Finished',
  'RejectedByWatchdog',
  'InvalidFileFormat',
  'ExceedsAllowedContactLimit',
  'Failed',
  'Unknown',
] as const;
export type ImportState = (typeof importStates)[number];

/** One that no one knows reads as Unknown. */
const readImportState = (word: string): ImportState =>
  importStates.find((one) => one.toLowerCase() === word.toLowerCase()) ?? 'Unknown';

/** The word itself is kept beside its meaning. */
export const WireImport = row({ id: neededText(60), status: word }).transform(({ id, status }) => ({
  importId: id,
  status: readImportState(status),
  vendorWord: status,
}));
export type WireImport = z.infer<typeof WireImport>;

const reportKeys = [
  'newContacts',
  'updatedContacts',
  'globallySuppressed',
  'invalidEntries',
  'duplicateEmails',
  'blocked',
  'unsubscribed',
  'hardBounced',
  'softBounced',
  'ispComplaints',
  'mailBlocked',
  'domainSuppressed',
  'pendingDoubleOptin',
  'failures',
  'suppressedContacts',
] as const;

export const WireImportReport = z
  .preprocess(camelKeys, z.record(z.string(), z.unknown()))
  .transform(
    (all) =>
      Object.fromEntries(reportKeys.map((key) => [key, counter.catch(0).parse(all[key])])) as Record<
        (typeof reportKeys)[number],
        number
      >,
  );
export type WireImportReport = z.infer<typeof WireImportReport>;

export const WireContactImportStart = row({ importId: looseTextOrNull(60) });

const listOf = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .array(schema.nullable().catch(null))
    .nullish()
    .catch(null)
    .transform((all) => (all ?? []).filter((one) => one !== null));

/** E.164, which Dotdigital tells with or without its plus. */
const e164 = looseText(40).transform((text) => {
  const digits = text.replaceAll(/\D/g, '');
  return digits === '' ? '' : `+${digits}`;
});

const Identifiers = row({ email: looseText(400), mobileNumber: e164 })
  .nullable()
  .catch(null);

const ContactReference = row({ contactId: neededId, identifiers: Identifiers }).transform(
  ({ contactId, identifiers }) => ({
    id: contactId,
    email: identifiers?.email ?? '',
    number: identifiers?.mobileNumber ?? '',
  }),
);

const ContactFailure = row({
  identifiers: Identifiers,
  failures: listOf(row({ failureCode: looseText(100), description: looseText(400) })),
}).transform(({ identifiers, failures }) => ({
  email: identifiers?.email ?? '',
  number: identifiers?.mobileNumber ?? '',
  code: failures[0]?.failureCode ?? '',
  description: failures[0]?.description ?? '',
}));

const ContactImportSummary = row({ newContacts: counter, updatedContacts: counter });

/** An import of contacts by v3: of one that is finished everybody is named, as far as Dotdigital still tells. */
export const WireContactImport = row({
  importId: looseText(60),
  status: word,
  summary: ContactImportSummary.nullable().catch(null),
  created: listOf(ContactReference),
  updated: listOf(ContactReference),
  failures: listOf(ContactFailure),
}).transform(({ importId, status, summary, created, updated, failures }) => ({
  importId,
  status: readImportState(status),
  /** null: it doesn't tell what became of them. */
  told: summary && { ...summary, created, updated, failures },
}));
export type WireContactImport = z.infer<typeof WireContactImport>;

const SmsChannel = row({ sms: row({ status: word }).nullish().catch(null) })
  .nullish()
  .catch(null);

const FieldMap = z
  .record(z.string(), dataValue)
  .nullish()
  .catch(null)
  .transform((map) =>
    map ? Object.fromEntries(Object.entries(map).map(([name, value]) => [name.toUpperCase(), value])) : null,
  );

/** A contact as v3 tells of it. `number`: '' where they have none. */
export const WireSmsContact = row({
  contactId: neededId,
  identifiers: Identifiers,
  channelProperties: SmsChannel,
  dataFields: FieldMap,
}).transform(({ contactId, identifiers, channelProperties, dataFields }) => ({
  id: contactId,
  email: identifiers?.email ?? '',
  number: identifiers?.mobileNumber ?? '',
  /** As it is kept (`smsStatusOf`); null: it wasn't told. */
  smsStatus: channelProperties?.sms?.status ? smsStatusOf(channelProperties.sms.status) : null,
  dataFields,
}));
export type WireSmsContact = z.infer<typeof WireSmsContact>;

/** A page of v3: raw rows, and the marker of the next one. */
export const WireMarkedPage = z
  .object({
    _items: z.array(z.unknown()),
    _links: z
      .object({ next: z.object({ marker: z.string().nullish() }).nullish() })
      .nullish()
      .catch(null),
  })
  .transform(({ _items, _links }) => ({ items: _items, next: _links?.next?.marker || null }));

/** An import of insight data: v3 names its id `importId`, v2 `id`. */
export const WireInsightStart = row({ importId: looseTextOrNull(60), id: looseTextOrNull(60) }).transform(
  ({ importId, id }) => importId ?? id,
);

const insightStates: Record<string, 'working' | 'complete' | 'failed'> = {
  notstarted: 'working',
  notfinished: 'working',
  processing: 'working',
  finished: 'complete',
  complete: 'complete',
  failed: 'failed',
};

/** v2 says `reason` and `detail`, v3 `failureReason` and `details`. */
const InsightFault = row({
  key: looseText(300),
  reason: looseText(100),
  failureReason: looseText(100),
  detail: looseText(400),
  details: z.array(looseText(400)).nullable().catch(null),
}).transform(({ key, reason, failureReason, detail, details }) => ({
  key,
  reason: failureReason || reason || 'Unknown',
  detail: detail || (details ?? []).filter(Boolean).join(', ').slice(0, 400),
}));

const faultsOf = z.array(InsightFault).nullish();

/** A word that isn't known reads as working: it is asked again. */
export const WireInsightImport = row({
  importId: looseTextOrNull(60),
  id: looseTextOrNull(60),
  status: word,
  summary: row({ totalRecords: looseCount }).nullable().catch(null),
  failures: faultsOf,
}).transform(({ importId, id, status, summary, failures }) => ({
  importId: importId ?? id ?? '',
  state: insightStates[status.toLowerCase()] ?? ('working' as const),
  report: summary === null ? null : { total: summary.totalRecords, faults: failures ?? [] },
}));

export const WireInsightReport = row({ totalItems: looseCount, faults: faultsOf }).transform(
  ({ totalItems, faults }) => ({ total: totalItems, faults: faults ?? [] }),
);

export const WireDeletion = row({ id: neededText(60), status: word });
export type WireDeletion = z.infer<typeof WireDeletion>;

const Property = row({ name: neededText(200), value: looseText() });

export const WireAccount = row({
  id: neededId,
  properties: z
    .array(Property.nullable().catch(null))
    .nullish()
    .transform((all) => all ?? []),
}).transform(({ id, properties }) => ({
  id,
  properties: new Map(
    properties.flatMap((one) => (one ? [[one.name.toLowerCase(), one.value] as const] : [])),
  ),
}));

export const WireFieldDeletion = row({
  result: looseFlag.optional(),
  dependencies: z
    .array(
      z.union([
        row({ type: word, objectId: looseText(100) }).transform(({ type, objectId }) =>
          `${type} ${objectId}`.trim(),
        ),
        looseText(200),
      ]),
    )
    .nullable()
    .catch(null),
});
