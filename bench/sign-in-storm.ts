// Ten wrong passwords a second for a minute (or --seconds N) from 50 sources at the accounts of people who go on signing in, beside their sign-ins when all is quiet.
import { AppError } from '@/lib/errors';
import { createOrResetUser, signIn, unknownPlace } from '@/lib/users';
import { hundredth, median, tenth, timed, withBigWorld } from './big-world';

const peopleCount = 10;
const sources = 50;
const triesPerSecond = 10;
const password = 'correct horse battery';
const at = process.argv.indexOf('--seconds');
const seconds = (at < 0 ? 0 : Number(process.argv[at + 1])) || 60;

await withBigWorld(
  async ({ ctx: context }) => {
    const keyring = { primary: 'bench', keys: new Map([['bench', Buffer.alloc(32, 1)]]) };
    const ctx = { ...context, config: { ...context.config, keyring } };
    const emails = Array.from({ length: peopleCount }, (_, n) => `person-${n}@example.com`);
    for (const email of emails) await createOrResetUser(ctx, { email, role: 'marketer', password });
    const devices: (string | null)[] = emails.map(() => null);

    const enter = async (email: string, given: string, source: string, device: string | null) =>
      signIn(
        { ...ctx, whence: { road: 'page', address: source, userAgent: null, tokenId: null } },
        { email, password: given },
        { ...unknownPlace, device },
      );
    /** Half of them in a browser that they signed in with before. */
    const good = async (n: number): Promise<number> => {
      const who = n % peopleCount;
      const { ms, value } = await timed(() =>
        enter(
          emails[who] ?? '',
          password,
          `198.51.100.${who}`,
          who % 2 === 0 ? (devices[who] ?? null) : null,
        ),
      );
      if (value === null || value.sessionId === null) throw new Error(`${emails[who]} did not come in`);
      devices[who] = value.device;
      return ms;
    };
    const refusals = { wrong: 0, slowed: 0, busy: 0 };
    const guess = async (n: number): Promise<void> => {
      try {
        await enter(emails[n % peopleCount] ?? '', `not this ${n}`, `203.0.113.${n % sources}`, null);
        refusals.wrong += 1;
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        refusals[error.code === 'too_many' ? 'slowed' : 'busy'] += 1;
      }
    };

    const quiet: number[] = [];
    for (let n = 0; n < 2 * peopleCount; n += 1) quiet.push(await good(n));
    globalThis.gc?.();
    const atFirst = rss();
    let most = atFirst;
    const storm: number[] = [];
    const under: Promise<unknown>[] = [];
    const began = performance.now();
    for (let n = 0; n < seconds * triesPerSecond; n += 1) {
      await until(began + (n * 1000) / triesPerSecond);
      under.push(guess(n));
      if (n % triesPerSecond === 0) under.push(good(n / triesPerSecond).then((ms) => storm.push(ms)));
      most = Math.max(most, rss());
    }
    await Promise.all(under);
    for (let n = 0; n < peopleCount; n += 1) await good(n);

    const figures = {
      seconds,
      tries: seconds * triesPerSecond,
      sources,
      quietMs: { median: tenth(median(quiet)), p95: tenth(p95(quiet)) },
      stormMs: { median: tenth(median(storm)), p95: tenth(p95(storm)) },
      timesQuiet: hundredth(p95(storm) / p95(quiet)),
      refusals,
      cameInAfterwards: peopleCount,
      memoryMb: { atFirst: Math.round(atFirst), most: Math.round(most) },
    };
    console.table({ quiet: figures.quietMs, storm: figures.stormMs });
    console.log(JSON.stringify(figures));
  },
  { people: 100 },
);

function p95(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1] ?? 0;
}

function rss(): number {
  return process.memoryUsage.rss() / 1_048_576;
}

function until(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, time - performance.now())));
}
