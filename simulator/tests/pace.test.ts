import { describe, expect, it } from 'vitest';
import '../engine/load-engine';
import { createBook } from '../engine/books';
import { createCampaign, listFromAddresses } from '../engine/campaigns/campaign';
import { sendCampaign } from '../engine/campaigns/send-campaign';
import { playDueEvents } from '../engine/events';
import { foundWorld } from '../engine/found-world';
import { setSpeed, stepClock, stepToTheEnd } from '../engine/life';
import { saveInBook } from '../engine/members';
import { sendTransactional } from '../engine/transactional-email';
import { openWorld, type World } from '../engine/world';
import { startSimulator } from '../start';

const account = 40_917;
const hour = 3_600_000;

/** A world whose real time a test moves, with a campaign that is about to leave for 200 people. */
class Life {
  #real = Date.UTC(2026, 2, 1);
  readonly world: World;
  readonly campaign: number;
  readonly sent: number;

  constructor(speed: number) {
    this.world = openWorld({ seed: 1, realTime: () => this.#real });
    foundWorld(this.world);
    setSpeed(this.world, speed);
    const book = createBook(this.world, account, { name: 'Readers' });
    for (let n = 0; n < 200; n++) saveInBook(this.world, book, { email: `p${n}@pace.example` });
    this.campaign = createCampaign(this.world, account, {
      name: 'Pace',
      subject: 'S',
      fromName: 'F',
      fromAddress: listFromAddresses(this.world, account)[0],
      htmlContent: '$UNSUB$',
      plainTextContent: '$UNSUB$',
    }).id;
    const request = { contactIds: [], sendDate: null, splitTestOptions: null };
    sendCampaign(this.world, account, { ...request, campaignId: this.campaign, addressBookIds: [book.id] });
    this.sent = this.world.now();
  }

  step(milliseconds: number): void {
    stepClock(this.world, milliseconds);
    playDueEvents(this.world, this.world.clock.now());
  }

  wait(milliseconds: number): void {
    this.#real += milliseconds;
    playDueEvents(this.world, this.world.clock.now());
  }

  /** Who opened so far, each with how many hours after the send by the sandbox's clock. */
  opens(): [contact: number, hours: number][] {
    return this.world.store
      .rows<{ contact: number; at: number }>(
        'SELECT contact, at FROM opens WHERE campaign = ? ORDER BY contact, id',
        this.campaign,
      )
      .map(({ contact, at }) => [contact, Math.round(((at - this.sent) / hour) * 10) / 10]);
  }
}

describe('the pace of people', () => {
  const stepped = new Life(0);
  stepped.step(200 * hour);
  const life = stepped.opens();
  const until = (hours: number): [number, number][] => life.filter(([, at]) => at < hours);

  it('is that of life where the clock is stepped: minutes, hours and days', () => {
    expect(life.length).toBeGreaterThan(90);
    for (const hours of [1, 6, 24]) {
      expect(until(hours).length).toBeGreaterThan(0);
      expect(life.length - until(hours).length).toBeGreaterThan(0);
    }
    const inSteps = new Life(0);
    for (let n = 0; n < 200; n++) inSteps.step(hour);
    expect(inSteps.opens()).toEqual(life);
  });

  it('is 288 times faster while the clock runs by itself', () => {
    const running = new Life(1);
    running.wait(2000);
    running.wait((6 * hour) / 288);
    const soon = running.opens();
    expect(Math.abs(soon.length - until(6).length)).toBeLessThan(5);
    running.wait((200 * hour) / 288);
    expect(running.opens().length).toBe(life.length);
    expect(Math.max(...running.opens().map(([, at]) => at))).toBeLessThan(1);
  });

  it('is that of life in a step of a running clock, however many steps, and 288 again after it', () => {
    for (const steps of [[6 * hour], [2 * hour, 4 * hour]]) {
      const running = new Life(1);
      running.wait(2000);
      for (const step of steps) running.step(step);
      expect(Math.abs(running.opens().length - until(6).length)).toBeLessThan(12);
      running.wait((200 * hour) / 288);
      expect(running.opens().length).toBe(life.length);
    }
  });

  it('goes on where it was when the clock is stopped or set going', () => {
    const both = new Life(0);
    both.step(6 * hour);
    const early = both.opens().length;
    setSpeed(both.world, 1);
    both.wait(hour / 288);
    expect(both.opens().length).toBeGreaterThanOrEqual(early);
    setSpeed(both.world, 0);
    both.step(300 * hour);
    expect(both.opens().length).toBe(life.length);
  });

  it('tells how long a step plays all that is to come', () => {
    for (const speed of [0, 1]) {
      const whole = new Life(speed);
      whole.step(2000);
      whole.step(stepToTheEnd(whole.world, whole.campaign) ?? 0);
      expect(stepToTheEnd(whole.world, whole.campaign)).toBeUndefined();
      expect(whole.opens().length).toBe(life.length);
    }
  });

  it('holds for single mails as well', () => {
    const one = new Life(1);
    sendTransactional(one.world, account, {
      toAddresses: Array.from({ length: 50 }, (_, i) => `one${i}@pace.example`),
      fromAddress: 'newsletter@northwind.example',
      subject: 'S',
      htmlContent: 'x',
      plainTextContent: 'x',
    });
    const opened = (): number =>
      one.world.store.number(
        'SELECT count(*) AS n FROM transactionalEmails WHERE opened <= ?',
        one.world.now(),
      );
    one.step(hour);
    expect(opened()).toBeLessThan(10);
    one.wait(hour);
    expect(opened()).toBeGreaterThan(20);
  });

  it('outlives a reset, as it was when the sandbox started', async () => {
    const simulator = await startSimulator({ settings: { pace: 5 } });
    const control = async (path: string, body: object): Promise<unknown> =>
      (
        await fetch(`${simulator.url}/_control${path}`, { method: 'POST', body: JSON.stringify(body) })
      ).json();
    await control('/settings', { pace: 7 });
    await control('/reset', {});
    expect(await control('/clock', {})).toMatchObject({ pace: 5 });
    await simulator.close();
  });
});
