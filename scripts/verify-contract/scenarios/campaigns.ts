import { contentsAreNull } from '../exceptions';
import type { Stage } from '../stage';

const since = '2000-01-01';
const content = {
  name: 'Autumn',
  subject: 'Boots for @FIRSTNAME@',
  fromName: 'Northwind',
  htmlContent: '<a href="https://shop.example/boots/red">Boots</a> <a href="http://$UNSUB$">Leave</a>',
  plainTextContent: 'https://shop.example/boots http://$UNSUB$',
  replyAction: 'Webmail',
  replyToAddress: '',
};
const lists = { except: contentsAreNull };

export async function driveCampaigns(stage: Stage): Promise<void> {
  const { driver } = stage;
  const book = await stage.control<{ id: number }>('POST', '/address-books', {
    name: 'Readers',
    contacts: 60,
  });
  const [fromAddress] = await driver.call<{ id: number; email: string }[]>(
    'GET /v2/custom-from-addresses',
    200,
  );
  const draft = { ...content, ...(fromAddress ? { fromAddress } : {}) };
  const { id } = await driver.call<{ id: number }>('POST /v2/campaigns', 201, { body: draft });
  await driver.call('POST /v2/campaigns', 400, { body: content });
  await driver.call('POST /v2/campaigns', 400, { body: { ...draft, htmlContent: 'no way out' } });
  await driver.call('PUT /v2/campaigns/{id}', 200, {
    params: { id },
    body: { ...content, name: 'Late autumn' },
  });
  await driver.call('GET /v2/campaigns/{id}', 200, { params: { id } });
  await driver.call('POST /v2/campaigns/{campaignId}/copy', 201, { params: { campaignId: id } });
  await driver.call('POST /v2/campaigns/send', 400, {
    body: { campaignId: id, contactIds: Array.from({ length: 11 }, (_, i) => i + 1) },
  });
  const send = await driver.call<{ id: string }>('POST /v2/campaigns/send', 202, {
    body: { campaignId: id, addressBookIds: [book.id], contactIds: [] },
  });
  await driver.call('GET /v2/campaigns/send/{sendId}', 200, { params: { sendId: send.id } });
  const split = {
    name: 'Which one',
    subjects: ['A', 'B'],
    fromNames: ['N'],
    ...(fromAddress ? { fromAddresses: [fromAddress] } : {}),
    htmlContents: [content.htmlContent],
    plainTextContents: [content.plainTextContent],
  };
  const tested = await driver.call<{ id: number }>('POST /v2/campaigns/split-test', 201, { body: split });
  await driver.call('POST /v2/campaigns/send-time-optimised', 202, {
    body: {
      campaignId: tested.id,
      addressBookIds: [book.id],
      sendDate: '2030-01-01T00:00:00Z',
      splitTestOptions: { testMetric: 'Opens', testPercentage: 10, testPeriodHours: 2 },
    },
  });
  await stage.control('POST', '/clock', { advance: 'PT2H' });
  await driver.call('PUT /v2/campaigns/{id}', 400, { params: { id }, body: content });
  await driver.call('GET /v2/campaigns', 200, lists);
  await driver.call('GET /v2/campaigns/filtered', 200, { query: '~statuses=Sent&~type=Standard', ...lists });
  await driver.call('GET /v2/campaigns/filtered', 400, { query: '~statuses=Lost' });
  await driver.call('GET /v2/campaigns/with-details', 200, lists);
  await driver.call('GET /v2/campaigns/{campaignId}/with-details', 200, { params: { campaignId: id } });
  await driver.call('GET /v2/campaigns/{campaignId}/split-test', 200, { params: { campaignId: tested.id } });
  await driver.call('GET /v2/campaigns/with-activity-since/{date}', 200, {
    params: { date: since },
    ...lists,
  });
  await driver.call('GET /v2/address-books/{addressBookId}/campaigns', 200, {
    params: { addressBookId: book.id },
    ...lists,
  });
  await driver.call('GET /v2/campaigns/{campaignId}/address-books', 200, { params: { campaignId: id } });
  await driver.call('GET /v2/campaigns/metrics', 200, { query: 'startDate=2000-01-01&endDate=2100-01-01' });
  await driveReports(stage, id);
  await driveDocuments(stage, id);
}

async function driveReports(stage: Stage, campaignId: number): Promise<void> {
  const { driver } = stage;
  const of = `GET /v2/campaigns/{campaignId}`;
  const [clicker] = await driver.call<{ contactId: number }[]>(`${of}/clicks`, 200, {
    params: { campaignId },
  });
  const contactId = clicker?.contactId ?? 0;
  const events = ['pageView', 'reply', 'reply'].map((kind) => ({ kind, contact: contactId }));
  await stage.control('POST', `/campaigns/${campaignId}/events`, { events });
  await driver.call(`${of}/summary`, 200, { params: { campaignId } });
  for (const name of ['activities', 'opens', 'clicks', 'clicks-with-groups', 'social-bookmark-views'])
    await driver.call(`${of}/${name}`, 200, { params: { campaignId } });
  for (const name of [
    'activities',
    'opens',
    'clicks',
    'clicks-with-groups',
    'page-views',
    'roi-details',
    'revenue',
  ]) {
    await driver.call(`${of}/${name}/since-date/{date}`, 200, { params: { campaignId, date: since } });
  }
  await driver.call(`${of}/activities/{contactId}`, 200, { params: { campaignId, contactId } });
  for (const name of [
    'opens',
    'clicks',
    'clicks-with-groups',
    'page-views',
    'roi-details',
    'revenue',
    'replies',
    'social-bookmark-views',
  ]) {
    await driver.call(`${of}/activities/{contactId}/${name}`, 200, { params: { campaignId, contactId } });
  }
  await driver.call(`${of}/activities/{contactId}/replies`, 400, {
    params: { campaignId, contactId },
    query: 'select=6',
  });
  await driver.call(`${of}/hard-bouncing-contacts`, 200, {
    params: { campaignId },
    query: 'withFullData=true',
  });
}

async function driveDocuments({ driver }: Stage, campaignId: number): Promise<void> {
  const folder = await driver.call<{ id: number }>('POST /v2/document-folders/{folderId}', 201, {
    params: { folderId: 0 },
    body: { name: 'Papers' },
  });
  await driver.call('GET /v2/document-folders', 200);
  const document = await driver.call<{ id: number }>('POST /v2/document-folders/{folderId}/documents', 200, {
    params: { folderId: folder.id },
    body: { fileName: 'a.pdf', data: 'QUJD' },
  });
  await driver.call('GET /v2/document-folders/{folderId}/documents', 200, {
    params: { folderId: folder.id },
  });
  await driver.call('POST /v2/campaigns/{campaignId}/attachments', 200, {
    params: { campaignId },
    body: { id: document.id },
  });
  await driver.call('GET /v2/campaigns/{campaignId}/attachments', 200, { params: { campaignId } });
  await driver.call('DELETE /v2/campaigns/{campaignId}/attachments/{documentId}', 204, {
    params: { campaignId, documentId: document.id },
  });
}
