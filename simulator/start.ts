import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import './engine/load-engine';
import { playDueEvents } from './engine/events';
import { foundWorld } from './engine/found-world';
import { openWorld, type World } from './engine/world';
import { runControl } from './control/run-control';
import { RuleBook } from './http/faults/rule-book';
import { RateLimiter } from './http/rate-limiter';
import { RequestLog, type LoggedRequest } from './http/request-log';
import type { ClockStart, Sandbox } from './http/sandbox';
import { createSandboxServer } from './http/server';

export interface SimulatorOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  host?: string;
  /** Where to keep the state; without it everything is in memory. */
  dataDir?: string;
  seed?: number;
  contacts?: number;
  /** Regions that get an address of their own, next to the path prefix that every region has. */
  regions?: string[];
  /** Switches to begin with, as `POST /_control/settings` takes them. */
  settings?: Record<string, unknown>;
  /** Tells every call on the console. */
  log?: boolean;
}

export interface Simulator {
  url: string;
  port: number;
  /** Addresses of the regions that were asked for. */
  regionUrls: Record<string, string>;
  close(): Promise<void>;
}

const pumpMilliseconds = 50;
const pumpBudgetMilliseconds = 25;

export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const {
    port = 0,
    host = '127.0.0.1',
    dataDir,
    seed = 1,
    contacts = 0,
    regions = [],
    settings = {},
    log = false,
  } = options;
  let startedPace: number | undefined;
  const open = (withSeed: number, people: number, { now, speed }: ClockStart = {}): World => {
    const world = openWorld({
      seed: withSeed,
      ...(dataDir === undefined ? {} : { file: join(dataDir, fileName) }),
    });
    if (speed !== undefined) world.clock.setSpeed(speed);
    if (now !== undefined) world.clock.setNow(now);
    if (now !== undefined || speed !== undefined) world.saveClock();
    foundWorld(world, people);
    const given = { ...(startedPace === undefined ? {} : { pace: startedPace }), ...settings };
    if (Object.keys(given).length > 0) world.changeSettings(given);
    startedPace ??= world.settings.pace;
    return world;
  };
  if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true });
  const sandbox: Sandbox = {
    world: open(seed, contacts),
    limiter: new RateLimiter(),
    log: new RequestLog(log ? tellCall : undefined),
    faults: new RuleBook(),
    regionUrls: new Map(),
    port,
    swaps: [],
    runControl: (method, path, body) => runControl(sandbox, method, path, body),
    reset(newSeed, people, clock) {
      sandbox.world.close();
      if (dataDir !== undefined)
        for (const suffix of ['', '-wal', '-shm'])
          rmSync(join(dataDir, `${fileName}${suffix}`), { force: true });
      sandbox.world = open(newSeed, people, clock);
      sandbox.limiter.clear();
      sandbox.faults.remove();
      sandbox.log.clear();
    },
  };
  const server = createSandboxServer(sandbox);
  await server.app.listen({ port, host });
  const address = server.app.server.address();
  sandbox.port = typeof address === 'object' && address ? address.port : port;
  const regionUrls: Record<string, string> = {};
  for (const region of regions) regionUrls[region] = await server.listenForRegion(region, host, 0);
  const stopPump = startPump(sandbox);

  return {
    url: `http://${host}:${sandbox.port}`,
    port: sandbox.port,
    regionUrls,
    async close() {
      stopPump();
      await server.close();
      sandbox.world.close();
    },
  };
}

const fileName = 'sandbox.db';

/** Plays what falls due in small bites, so that no reader finds a mountain of it. */
function startPump(sandbox: Sandbox): () => void {
  const timer = setInterval(() => {
    const started = performance.now();
    playDueEvents(
      sandbox.world,
      sandbox.world.clock.now(),
      () => performance.now() - started < pumpBudgetMilliseconds,
    );
  }, pumpMilliseconds);
  timer.unref();
  return () => clearInterval(timer);
}

function tellCall({ time, method, path, status, ms, faultId }: LoggedRequest): void {
  process.stdout.write(
    `${time} ${method} ${path} ${status ?? 'no answer'} ${ms} ms${faultId === null ? '' : ` ${faultId}`}\n`,
  );
}
