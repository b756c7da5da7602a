import { expect, test } from '@playwright/test';
import { filterOf, is } from './lists-world';
import { makeToken } from './send';
import { signIn } from './sign-in';

const stamp = Date.now().toString(36);
const company = `Undo ${stamp}`;
const sandboxUrl = process.env.E2E_SANDBOX_URL ?? '';

type Named = { id: string; name: string };
type Run = { state: string };

test('a run is undone as it was shown, and a file that the watchdog rejected is sent after Resume', async ({
  page,
}) => {
  await signIn(page, 'admin@example.com');
  const headers = { authorization: `Bearer ${await makeToken(page, company, 'admin')}` };
  const api = async <T>(method: 'GET' | 'POST' | 'PATCH', path: string, data?: object): Promise<T> => {
    const answer = await page.request.fetch(`/api/v1${path}`, { method, headers, ...(data ? { data } : {}) });
    expect(answer.ok(), `${method} ${path}: ${await answer.text()}`).toBe(true);
    return (await answer.json()) as T;
  };
  const people = await Promise.all(
    ['Ada', 'Ben', 'Cleo'].map((firstName) =>
      api<{ id: string }>('POST', '/contacts', {
        firstName,
        company,
        email: `${firstName.toLowerCase()}-${stamp}@example.com`,
      }),
    ),
  );
  const list = await api<Named>('POST', '/marketing-lists', {
    name: company,
    entity: 'contact',
    type: 'dynamic',
    columns: ['firstName', 'email'],
    filter: filterOf(is('company', company)),
  });
  const { data: integrations } = await api<{ data: Named[] }>('GET', '/integrations?limit=100');
  const connection = await api<{ id: string; runId: string }>('POST', '/connections', {
    marketingListId: list.id,
    integrationId: integrations.find(({ name }) => name === 'Northwind Shop')?.id,
    newAddressBook: { name: company },
  });
  const ends = async (runId: string, state: string): Promise<void> => {
    await expect
      .poll(async () => (await api<Run>('GET', `/sync-runs/${runId}`)).state, { timeout: 90_000 })
      .toBe(state);
  };
  const synchronise = async (): Promise<string> =>
    (await api<{ syncRunId: string }>('POST', `/connections/${connection.id}/synchronise`)).syncRunId;
  await ends(connection.runId, 'finished');

  await test.step('the run that took Ada out and called Ben Benedict is shown turned round, and is', async () => {
    await api('PATCH', `/contacts/${people[0]?.id}`, { company: 'Elsewhere' });
    await api('PATCH', `/contacts/${people[1]?.id}`, { firstName: 'Benedict' });
    const runId = await synchronise();
    await ends(runId, 'finished');
    await page.goto(`/sync-runs/${runId}`);
    await page.getByRole('button', { name: 'Undo run' }).click();
    const dialog = page.getByRole('dialog', { name: 'Undo run' });
    await expect(dialog).toContainText('1 person comes back into it, 1 person gets earlier values again');
    await expect(dialog.getByRole('list', { name: 'People put back' })).toContainText('Ada');
    await dialog.getByRole('button', { name: '1 set back' }).click();
    await expect(dialog.getByRole('list', { name: 'People set back' })).toContainText('Benedict');
    await dialog.getByRole('button', { name: 'Undo for 2 people' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Undo of run ${runId}`);
    await expect(page.getByText('Finished', { exact: true })).toBeVisible({ timeout: 90_000 });
    await page.goto(`/marketing-lists/${list.id}`);
    await expect(page.getByText(/^Paused since .* undid a run/)).toBeVisible();
  });

  await test.step('the watchdog rejects what comes after Resume; the next Resume sends it', async () => {
    const rejected = await page.request.post(`${sandboxUrl}/_control/faults`, {
      data: { route: '/v2/contacts/import', method: 'POST', kind: 'watchdog-reject', times: 1 },
    });
    expect(rejected.ok()).toBe(true);
    const resume = page.getByRole('button', { name: 'Resume' });
    await resume.click();
    await expect(page.getByText(/watchdog rejected a file/)).toBeVisible({ timeout: 90_000 });
    await resume.click();
    await expect(page.getByText('Up to date', { exact: true })).toBeVisible({ timeout: 90_000 });
  });
});
