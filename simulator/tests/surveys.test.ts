import { describe, expect, it } from 'vitest';
import { useSandbox } from './sandbox';

interface Listed {
  id: number;
  name: string;
  totalCompleteResponses: number;
}

describe('surveys and forms', () => {
  const sandbox = useSandbox();
  const { get } = sandbox;

  it('are there, listed and one by one, with what people answered', async () => {
    const [first, second] = (await get<Listed[]>('/v2/surveys')).body;
    expect([first?.name, second?.name]).toEqual(['How did we do?', 'Newsletter sign-up form']);
    await sandbox.advance('PT1H');
    const { now } = await sandbox.control<{ now: string }>('GET', '/clock');
    const answer = { email: 'ines@answers.example', answers: { 1: 'A friend' } };
    await sandbox.control('POST', `/surveys/${first?.id}/responses`, answer);
    await sandbox.control('POST', `/surveys/${first?.id}/responses`, { ...answer, complete: false });
    expect((await get<Listed[]>(`/v2/surveys/with-activity-since/${now}`)).body.map(({ id }) => id)).toEqual([
      first?.id,
    ]);
    expect((await get(`/v2/surveys/${first?.id}`)).body).toMatchObject({
      totalCompleteResponses: 1,
      totalIncompleteResponses: 1,
      firstResponseDate: now,
    });
    expect((await get(`/v2/surveys/${first?.id}/responses`)).body).toMatchObject([
      { email: 'ines@answers.example', complete: true, givenAnswers: [{ fieldId: 1, value: 'A friend' }] },
      { complete: false, dateCompleted: null },
    ]);
    expect((await get<object[]>(`/v2/surveys/${first?.id}/fields`)).body).toMatchObject([
      { fields: [{ id: 1 }, { assignedContactDataFieldName: 'FIRSTNAME' }] },
    ]);
    expect(await get('/v2/surveys/1')).toMatchObject({
      status: 404,
      body: { message: expect.stringContaining('ERROR_SURVEY_NOT_FOUND') as unknown },
    });
  });

  it('of a book can be asked for alone', async () => {
    const book = await sandbox.book('Asked');
    await sandbox.control('POST', '/surveys', { name: 'For members', addressBookId: book });
    expect((await get('/v2/surveys?assignedToAddressBookOnly=true')).body).toMatchObject([
      { name: 'For members', isAssignedToAddressBook: true, assignedSpecificAddressBookId: book },
    ]);
  });

  it('a triggered campaign is made for programs, found by its kind, and not sent by hand', async () => {
    const { id } = await sandbox.control<{ id: number }>('POST', '/campaigns', {
      name: 'Welcome',
      kind: 'Triggered',
    });
    expect((await get<{ id: number }[]>('/v2/campaigns/filtered?~type=Triggered')).body).toMatchObject([
      { id, status: 'Triggered' },
    ]);
    expect((await sandbox.post('/v2/campaigns/send', { campaignId: id })).text).toContain(
      'ERROR_CAMPAIGN_SENDNOTPERMITTED',
    );
  });
});
