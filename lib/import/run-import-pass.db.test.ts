import { describe, expect, it } from 'vitest';
import { importWorld } from '@/prisma/seed/import-world';
import { findDueIntegrations } from '.';

describe('an import pass', () => {
  it('brings in address books, data fields and contacts, without Dotdigital’s own books', async () => {
    const world = await importWorld({ people: 30 });
    await world.run();
    const books = await world.ctx.db.prisma.addressBook.findMany({
      where: { integrationId: world.integrationId },
      include: { members: true },
    });
    expect(books.map(({ dotdigitalId }) => dotdigitalId)).toEqual([world.bookId]);
    expect(books[0]?.members.filter(({ present, putThereByUs }) => present && !putThereByUs)).toHaveLength(
      30,
    );
    expect(
      await world.ctx.db.prisma.dataField.count({ where: { integrationId: world.integrationId } }),
    ).toBeGreaterThan(3);
    expect(
      await world.ctx.db.prisma.fieldMapping.count({ where: { integrationId: world.integrationId } }),
    ).toBe(3);
    expect(await world.lastRun()).toMatchObject({ state: 'finished', errorMessage: null });
    expect((await world.lastRun()).apiCallCount).toBeGreaterThan(3);
  });

  it('schedules the next one, and is due then', async () => {
    const world = await importWorld({ people: 0 });
    const due = async (ctx = world.ctx) =>
      (await findDueIntegrations(ctx)).some(({ integrationId }) => integrationId === world.integrationId);
    expect(await due()).toBe(true);
    await world.run();
    expect(await due()).toBe(false);
    const later = { ...world.ctx, now: () => new Date(Date.now() + 4 * 60_000 + 1_000) };
    expect(await due(later)).toBe(true);
  });

  it('brings campaign, recipients, opens and clicks exactly as Dotdigital has them', async () => {
    const world = await importWorld({ people: 40 });
    await world.connect();
    const id = await world.send('Black Friday preview');
    await world.advance('PT2H');
    await world.run();
    const { truth, stored } = await world.compare(id);
    expect(truth.recipients).toHaveLength(40);
    expect(truth.opens.length).toBeGreaterThan(10);
    expect(truth.clicks.length).toBeGreaterThan(0);
    expect(stored).toEqual(truth);
    const campaign = await world.campaign(id);
    expect(campaign).toMatchObject({
      status: 'Sent',
      name: 'Black Friday preview',
      marketingCampaign: { name: 'Black Friday preview' },
    });
    expect(campaign.totals?.recipientCount).toBe(40);
    expect(campaign.htmlContent).toContain('<p>');
    expect(campaign.sentAt).not.toBeNull();
  });

  it('twice equals once: the second changes no row of what it reads', async () => {
    const world = await importWorld({ people: 40 });
    await world.connect();
    const id = await world.send();
    await world.advance('PT2H');
    await world.run();
    const before = await writesSoFar(world.ctx.db.pool);
    await world.run();
    await world.run();
    expect(await writesSoFar(world.ctx.db.pool)).toEqual(before);
    const { truth, stored } = await world.compare(id);
    expect(stored).toEqual(truth);
  });

  it('replaces counters that grew since, and asks for nothing while a summary stands still', async () => {
    const world = await importWorld({ people: 40 });
    await world.connect();
    const id = await world.send();
    for (const time of ['PT5M', 'PT30M', 'PT3H', 'P1D', 'P5D']) {
      await world.advance(time);
      await world.run();
      const { truth, stored } = await world.compare(id);
      expect(stored).toEqual(truth);
    }
    await world.clearRequests();
    await world.run();
    const paths = (await world.requests()).map(({ path }) => path);
    expect(paths.some((path) => path.includes('/summary'))).toBe(true);
    expect(paths.filter((path) => /activities|opens|clicks/.test(path))).toEqual([]);
  });
});

async function writesSoFar(pool: { query: <T>(text: string) => Promise<{ rows: T[] }> }) {
  await pool.query('SELECT pg_stat_force_next_flush()');
  const { rows } = await pool.query(`
    SELECT relname, n_tup_ins + n_tup_upd + n_tup_del AS n FROM pg_stat_user_tables
    WHERE relname IN ('address_books', 'data_fields', 'dotdigital_contacts', 'book_members', 'list_items', 'list_events', 'email_campaigns',
      'email_campaign_books', 'marketing_campaigns', 'campaign_summaries', 'campaign_totals', 'campaign_recipients', 'campaign_opens', 'campaign_clicks')
    ORDER BY relname`);
  return rows;
}
