import type { DotdigitalClient, Page } from '../../lib/dotdigital';

export type ClientWorld = {
  bookId: number;
  contactId: number;
  campaignId: number;
  importId: string;
  deletionId: string;
  /** A campaign that nobody has sent yet. */
  draftId: number;
  fromAddressId: number;
  templateId: number;
  sendId: string;
  /** One that is made to be sent one by one. */
  triggeredId: number;
  programId: number;
  /** One that has finished. */
  enrolmentId: string;
  insightImports: { v3: string; v2: string };
  contactImportId: string;
};

type Method = Exclude<keyof DotdigitalClient, 'close'>;

/** What a call set aside instead of taking it. */
export type SetAside = string[];

const since = new Date('2026-03-01T09:15:00.250Z');
export const content = {
  name: 'Spring',
  subject: 'Spring for @FIRSTNAME@',
  fromName: 'Ann of Northwind',
  replyAction: 'WebMailForward',
  replyToAddress: 'ann@northwind.example',
  htmlContent: '<p>Hello</p><a href="http://$UNSUB$">Unsubscribe</a>',
  plainTextContent: 'Hello. Unsubscribe: http://$UNSUB$',
} as const;
const file = { fileName: 'contacts.csv', csv: Buffer.from('Email,FIRSTNAME\nnew@example.net,Ines\n') };

export const contacts = [
  Buffer.from(
    JSON.stringify([
      {
        matchIdentifier: 'email',
        identifiers: { email: 'json@example.net' },
        dataFields: { FIRSTNAME: 'Jo', LASTNAME: null },
      },
      { matchIdentifier: 'email', identifiers: { email: 'not-an-address' }, dataFields: {} },
    ]),
  ),
];

export const collection = { name: 'Orders', type: 'orders' } as const;
export const documents = [
  { key: '1001', email: 'bo@example.net', json: '{"order_total":12.5,"products":[{"sku":"A"}]}' },
  { key: '1002', email: 'nobody@example.net', json: '{"order_total":9}' },
];

async function drain(pages: AsyncIterable<Page<unknown>>): Promise<SetAside> {
  const reasons: SetAside = [];
  for await (const { refused } of pages) reasons.push(...refused.map(({ reason }) => reason));
  return reasons;
}

const single = async (call: Promise<unknown>): Promise<SetAside> => {
  await call;
  return [];
};

const reasonsOf = ({ report }: Awaited<ReturnType<DotdigitalClient['insightImport']>>): SetAside =>
  (report?.faults ?? []).filter(({ reason }) => reason === '').map(() => 'a fault without a reason');

/** Each method of the client once, or once per form it takes; a new method without a line here does not compile. */
export const clientCalls: Record<
  Method,
  ((client: DotdigitalClient, world: ClientWorld) => Promise<SetAside>)[]
> = {
  accountInfo: [(client) => single(client.accountInfo())],
  serverTime: [(client) => single(client.serverTime())],
  addressBooks: [(client) => drain(client.addressBooks())],
  addressBook: [(client, { bookId }) => single(client.addressBook(bookId))],
  createAddressBook: [
    (client) => single(client.createAddressBook({ name: 'Made by the client', visibility: 'Private' })),
    (client) => single(client.createAddressBook({ name: 'Made public', visibility: 'Public' })),
  ],
  bookContacts: [
    (client, { bookId }) => drain(client.bookContacts(bookId, { withFullData: true })),
    (client, { bookId }) => drain(client.bookContacts(bookId, { modifiedSince: since })),
  ],
  bookUnsubscribes: [(client, { bookId }) => drain(client.bookUnsubscribes(bookId, since))],
  campaigns: [(client) => drain(client.campaigns())],
  campaignsOfBook: [(client, { bookId }) => drain(client.campaignsOfBook(bookId))],
  booksOfContact: [(client, { contactId }) => drain(client.booksOfContact(contactId))],
  joinBook: [
    (client, { bookId }) =>
      single(
        client.joinBook(bookId, {
          email: 'joins@example.net',
          dataFields: [
            { key: 'FIRSTNAME', value: 'Jo' },
            { key: 'LASTNAME', value: null },
          ],
        }),
      ),
  ],
  contactByEmail: [(client) => single(client.contactByEmail('ines+x@example.net'))],
  contactsModifiedSince: [(client) => drain(client.contactsModifiedSince(since))],
  suppressions: [(client) => drain(client.suppressions(since))],
  unsubscribe: [(client) => single(client.unsubscribe('gone@example.net'))],
  resubscribeToBook: [(client, { bookId }) => single(client.resubscribeToBook(bookId, 'gone@example.net'))],
  unsubscribeFromBook: [(client, { bookId }) => single(client.unsubscribeFromBook(bookId, 'bo@example.net'))],
  dataFields: [async (client) => (await client.dataFields()).refused.map(({ reason }) => reason)],
  createDataField: [
    (client) =>
      single(
        client.createDataField({
          name: 'TOTAL_SPENT',
          type: 'Numeric',
          visibility: 'Private',
          defaultValue: 0,
        }),
      ),
    (client) => single(client.createDataField({ name: 'LAST_ORDER', type: 'Date', visibility: 'Public' })),
  ],
  deleteDataField: [(client) => single(client.deleteDataField('TOTAL_SPENT'))],
  startImport: [(client, { bookId }) => single(client.startImport(bookId, file))],
  importStatus: [(client, { importId }) => single(client.importStatus(importId))],
  importReport: [(client, { importId }) => single(client.importReport(importId))],
  importFaults: [
    async (client, { importId }) => {
      for await (const { reason } of client.importFaults(importId))
        if (reason === '') return ['a fault without a reason'];
      return [];
    },
  ],
  bookNumbers: [
    (client, { bookId }) => drain(client.bookNumbers(bookId, { pageSize: 2, overlap: 1 })),
    (client, { bookId }) => drain(client.bookNumbers(bookId, { modifiedSince: since, withFullData: true })),
  ],
  contactByNumber: [
    (client) => single(client.contactByNumber('+4915112345678')),
    (client) => single(client.contactByNumber('+4915100000999')),
  ],
  deleteSmsContact: [(client) => single(client.deleteSmsContact(999_999_999, ['FIRSTNAME']))],
  unsubscribeFromSms: [(client, { contactId }) => single(client.unsubscribeFromSms(contactId))],
  offersContactImport: [(client) => single(client.offersContactImport())],
  startContactImport: [
    (client) => single(client.startContactImport({ contacts })),
    (client) => single(client.startContactImport({ contacts, empty: 'keep' })),
    (client) => single(client.startContactImport({ contacts, empty: 'fill' })),
  ],
  contactImport: [
    async (client, { contactImportId }) => {
      const { told } = await client.contactImport(contactImportId);
      return (told?.failures ?? []).filter(({ code }) => code === '').map(() => 'a failure without a code');
    },
  ],
  removeFromBook: [(client, { bookId, contactId }) => single(client.removeFromBook(bookId, [contactId]))],
  deletionStatus: [(client, { deletionId }) => single(client.deletionStatus(deletionId))],
  removeOneFromBook: [(client, { bookId, contactId }) => single(client.removeOneFromBook(bookId, contactId))],
  programs: [(client) => drain(client.programs())],
  program: [(client, { programId }) => single(client.program(programId))],
  enrol: [(client, { programId, contactId }) => single(client.enrol(programId, [contactId]))],
  enrolment: [(client, { enrolmentId }) => single(client.enrolment(enrolmentId))],
  enrolments: [
    (client) => drain(client.enrolments('Processing')),
    (client) => drain(client.enrolments('Finished')),
  ],
  enrolmentFaults: [
    async (client, { enrolmentId }) => {
      for await (const { reason } of client.enrolmentFaults(enrolmentId))
        if (reason === '') return ['a fault without a reason'];
      return [];
    },
  ],
  makeInsightCollection: [
    (client) => single(client.makeInsightCollection(collection)),
    (client) => single(client.makeInsightCollection({ name: 'CartInsight', type: 'cartInsight' })),
  ],
  importInsight: [
    (client) => single(client.importInsight({ ...collection, api: 'v3' }, documents)),
    (client) => single(client.importInsight({ ...collection, api: 'v2' }, documents)),
  ],
  insightImport: [
    async (client, { insightImports }) => reasonsOf(await client.insightImport('v3', insightImports.v3)),
    async (client, { insightImports }) => reasonsOf(await client.insightImport('v2', insightImports.v2)),
  ],
  deleteInsight: [
    (client) => single(client.deleteInsight({ ...collection, api: 'v3' }, 'bo@example.net', ['1001', 'x'])),
    (client) => single(client.deleteInsight({ ...collection, api: 'v2' }, 'bo@example.net', ['1001'])),
  ],
  campaign: [(client, { campaignId }) => single(client.campaign(campaignId))],
  createCampaign: [
    (client, { fromAddressId }) => single(client.createCampaign({ ...content, fromAddressId })),
  ],
  updateCampaign: [
    (client, { draftId, fromAddressId }) =>
      single(client.updateCampaign(draftId, { ...content, fromAddressId })),
  ],
  scheduledCampaigns: [(client) => drain(client.scheduledCampaigns(since))],
  fromAddresses: [(client) => drain(client.fromAddresses())],
  templates: [(client) => drain(client.templates())],
  template: [(client, { templateId }) => single(client.template(templateId))],
  sendMail: [
    (client) =>
      single(
        client.sendMail({
          to: ['ines+x@example.net'],
          from: 'Ann <newsletter@northwind.example>',
          subject: content.subject,
          htmlContent: content.htmlContent,
          plainTextContent: content.plainTextContent,
        }),
      ),
  ],
  triggeredCampaigns: [(client) => drain(client.triggeredCampaigns())],
  sendTriggeredCampaign: [
    (client, { triggeredId }) =>
      single(
        client.sendTriggeredCampaign({
          to: 'ines+x@example.net',
          campaignId: triggeredId,
          values: [{ name: 'ORDER', value: '12' }],
        }),
      ),
  ],
  smsCampaigns: [(client) => drain(client.smsCampaigns())],
  sendSms: [(client) => single(client.sendSms('+447700900123', 'Sale & more'))],
  sendCampaign: [
    (client, { draftId: campaignId, bookId }) =>
      single(client.sendCampaign({ campaignId, bookId, at: new Date('2031-03-02T08:00:00Z') })),
    (client, { draftId: campaignId, bookId }) =>
      single(client.sendCampaign({ campaignId, bookId, at: null })),
  ],
  sendStatus: [(client, { sendId }) => single(client.sendStatus(sendId))],
  activeCampaigns: [(client) => drain(client.activeCampaigns(since))],
  booksOfCampaign: [(client, { campaignId }) => drain(client.booksOfCampaign(campaignId))],
  campaignSummary: [(client, { campaignId }) => single(client.campaignSummary(campaignId))],
  activities: [
    (client, { campaignId }) => drain(client.activities(campaignId)),
    (client, { campaignId }) => drain(client.activities(campaignId, { since })),
  ],
  opens: [
    (client, { campaignId }) => drain(client.opens(campaignId)),
    (client, { campaignId }) => drain(client.opens(campaignId, { since })),
  ],
  clicks: [
    (client, { campaignId }) => drain(client.clicks(campaignId)),
    (client, { campaignId }) => drain(client.clicks(campaignId, { since })),
  ],
  // Last: the others ask for the contact by its address.
  changeAddress: [(client, { contactId }) => single(client.changeAddress(contactId, 'moved@example.net'))],
  emptyDataFields: [
    (client, { contactId }) =>
      single(client.emptyDataFields({ id: contactId, email: 'moved@example.net' }, ['FIRSTNAME'])),
  ],
  deleteContact: [(client, { contactId }) => single(client.deleteContact(contactId))],
  emptyRecycleBin: [(client) => single(client.emptyRecycleBin())],
};
