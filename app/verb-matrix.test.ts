import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '@/lib/actor';
import { leastRole, readMasked, type Permission } from '@/lib/permissions';
import { guardOf } from './_server/guards';
import { freeFunctions } from './test-free-functions';
import { anything, probe } from './test-probe';

// Law L21. docs/permissions.md holds what each verb asks for; a verb that isn't there, or asks for something else, fails.

const root = join(import.meta.dirname, '..');
const roles = ['viewer', 'marketer', 'admin'] as const;
const rank: Record<Role, number> = { viewer: 0, marketer: 1, admin: 2 };
const isPermission = (word: string | undefined): word is Permission =>
  word !== undefined && word in leastRole;
const lets = (role: Role, permission: Permission): boolean => rank[role] >= rank[leastRole[permission]];

/** db, dotdigital and outward lead out of the product, context and auth say who acts. */
const rooms = readdirSync(join(root, 'lib')).filter(
  (room) =>
    !['db', 'dotdigital', 'outward', 'context', 'auth'].includes(room) &&
    existsSync(join(root, 'lib', room, 'index.ts')),
);

const free = new Map(
  freeFunctions.flatMap(({ functions, ...group }) =>
    Object.entries(functions).flatMap(([room, names]) =>
      names.split(/\s+/).map((name) => [`${room}.${name}`, group] as const),
    ),
  ),
);

type Exported = { name: string; call: unknown; asks: Permission | null; touched: string[] };

let exported: Exported[] = [];
let verbs: (Exported & { asks: Permission })[] = [];

beforeAll(async () => {
  for (const room of rooms) {
    const door = (await import(`../lib/${room}/index.ts`)) as Record<string, unknown>;
    for (const [word, call] of Object.entries(door)) {
      if (typeof call !== 'function') continue;
      const name = `${room}.${word}`;
      exported.push({ name, call, ...(call.length === 0 ? asksNothing : await learn(call)) });
    }
  }
  exported = exported.sort((one, other) => (one.name < other.name ? -1 : 1));
  verbs = exported.filter((one): one is Exported & { asks: Permission } => one.asks !== null);
});

const asksNothing = { asks: null, touched: [] };

/** Which permission a function asks for, whatever it is handed: none, if that depends on what it is handed. */
async function learn(call: unknown): Promise<Pick<Exported, 'asks' | 'touched'>> {
  const [bare, full] = [await probe(call, null, {}), await probe(call, null, anything)];
  if (!bare.refused || !full.refused || bare.permission !== full.permission) return asksNothing;
  if (!isPermission(bare.permission)) return asksNothing;
  return { asks: bare.permission, touched: [...bare.touched, ...full.touched] };
}

describe('every function of every door', () => {
  test('asks for a permission before it reaches for anything, or is free for a reason', () => {
    expect(verbs.length).toBeGreaterThan(150);
    expect(verbs.filter(({ touched }) => touched.length > 0).map(({ name }) => name)).toEqual([]);
    const unasked = exported.filter(({ asks }) => asks === null).map(({ name }) => name);
    expect(unasked).toEqual([...free.keys()].sort());
  });

  test.each(roles)('lets a %s do what the table says and nothing else', async (role) => {
    const wrong: string[] = [];
    for (const { name, call, asks } of verbs) {
      const { refused } = await probe(call, role, {});
      if (refused === lets(role, asks)) wrong.push(`${role} ${name}`);
    }
    expect(wrong).toEqual([]);
  });

  // Decision 71. What may be read masked is read through a database that knows people in no other way: masked-people.db.test.ts.
  test.each(['by reading', 'masked'] as const)(
    'lets a viewer who is shown people, %s, do what the table says and read masked what it says',
    async (seesPeople) => {
      const wrong: string[] = [];
      for (const { name, call, asks } of verbs) {
        const { refused } = await probe(call, 'viewer', {}, seesPeople);
        const may = lets('viewer', asks) || (seesPeople === 'masked' && readMasked.has(asks));
        if (refused === may) wrong.push(name);
      }
      expect(wrong).toEqual([]);
    },
  );

  test('stands in docs/permissions.md with what it asks for', async () => {
    await expect(permissionsPage()).toMatchFileSnapshot(join(root, 'docs/permissions.md'));
  });
});

function permissionsPage(): string {
  const cells = (permission: Permission): string =>
    roles
      .map((role) =>
        lets(role, permission) ? 'yes' : role === 'viewer' && readMasked.has(permission) ? '– (masked)' : '–',
      )
      .join(' | ');
  return `# Who may do what

Written by \`app/verb-matrix.test.ts\` from the table in \`lib/permissions.ts\` and from what each verb asks for when it is called;
the test fails where this page and the code differ. *Masked*: read by viewers where the installation shows them people, with personal data masked ([decision 71](decisions/0071-viewers-read-people-masked.md)). After a change that is meant: \`npm run test:unit -- app/verb-matrix -u\`, and read the difference.

## Permissions
| permission | ${roles.join(' | ')} |
| --- | --- | --- | --- |
${(Object.keys(leastRole) as Permission[]).map((each) => `| ${each} | ${cells(each)} |`).join('\n')}

## Verbs
| verb | asks for | ${roles.join(' | ')} |
| --- | --- | --- | --- | --- |
${verbs.map(({ name, asks }) => `| ${name} | ${asks} | ${cells(asks)} |`).join('\n')}

## What asks for nothing
${freeFunctions
  .map(({ because, functions }) => {
    const names = Object.entries(functions).flatMap(([room, list]) =>
      list.split(/\s+/).map((name) => `${room}.${name}`),
    );
    return `- ${because}: ${names.join(', ')}`;
  })
  .join('\n')}
`;
}

describe('every road of the application', () => {
  const short = (path: string): string => path.slice(root.length + 1);
  const sources = ['app', 'pages', 'components']
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((one) => one.isFile() && /\.tsx?$/.test(one.name) && !/\.test\.tsx?$|^test-/.test(one.name))
    .map((one) => join(one.parentPath, one.name));
  const text = (path: string): string => readFileSync(path, 'utf8');

  type Module = Record<string, unknown>;
  const load = async (path: string): Promise<Module> => (await import(path)) as Module;
  /** The exports of a file that some other maker than these stands behind. */
  const unguarded = async (path: string, isGuarded: (made: object, name: string) => boolean) =>
    Object.entries(await load(path))
      .filter(([name, made]) => !(typeof made === 'function' && isGuarded(made, name)))
      .map(([name]) => `${short(path)}: ${name}`);

  // What a file imports is nowhere but in its text.
  test('leads to verbs and to what is free for it, by name', () => {
    const open = new Set([
      ...verbs.map(({ name }) => name),
      ...[...free].filter(([, { fromApp }]) => fromApp).map(([name]) => name),
    ]);
    const functions = new Set(exported.map(({ name }) => name));
    const holes = sources.flatMap((path) =>
      [...text(path).matchAll(/(?:import|export) (?!type )([^;]*?) from '@\/lib\/([\w-]+)'/g)].flatMap(
        ([, clause = '', room = '']) => {
          if (!rooms.includes(room)) return [];
          const named = /^\{([^}]*)\}$/.exec(clause)?.[1];
          if (named === undefined) return [`${short(path)}: ${clause} of ${room}`];
          return named
            .split(',')
            .map((one) => `${room}.${one.trim().split(' as ')[0] ?? ''}`)
            .filter((name) => functions.has(name) && !open.has(name))
            .map((name) => `${short(path)}: ${name}`);
        },
      ),
    );
    expect(holes).toEqual([]);
  });

  test('that a browser can post to is a server action made by defineAction', async () => {
    const saying = sources.filter((path) => /['"]use server['"]/.test(text(path)));
    expect(saying.length).toBeGreaterThan(8);
    // An action inside another file can't be reached from here, so there is none.
    expect(saying.filter((path) => !text(path).startsWith("'use server'")).map(short)).toEqual([]);
    const holes: string[] = [];
    for (const path of saying) holes.push(...(await unguarded(path, (made) => guardOf(made) === 'action')));
    expect(holes).toEqual([]);
  });

  /** Routes that are no defineRoute, with what guards them. */
  const ownGuard: Record<string, string> = {
    'app/api/[...unknown]/route.ts': 'open',
    'app/api/account-links/route.ts': 'own origin, and tries counted by address and account',
    'app/api/account-links/password/route.ts': 'own origin, and a token that works once',
    'app/api/auth/[...nextauth]/route.ts': 'sign-in itself',
    'app/api/cron/[job]/route.ts': 'CRON_SECRET',
    'app/api/csp-reports/route.ts': 'open: calls counted by address, a line of the log at most',
    'app/api/csv-imports/route.ts': 'streams a file: own origin, session and crm.import',
    'app/api/health/live/route.ts': 'open',
    'app/api/health/ready/route.ts': 'open',
    'app/api/v1/[[...path]]/route.ts': 'bearer token, see role-matrix.db.test.ts',
    'app/api/v1/openapi.json/route.ts': 'open',
    'app/api/weekly-report/stop/route.ts': 'a signed link',
    'pages/api/v1/[kind]/bulk.ts': 'bearer token, see role-matrix.db.test.ts',
    'pages/api/v1/csv-imports/index.ts': 'bearer token, see role-matrix.db.test.ts',
  };

  test('that a page reads is a GET route made by defineRoute, or a question that changes nothing', async () => {
    const routes = sources.filter((path) => /\/route\.tsx?$/.test(path) || /^pages\/api\//.test(short(path)));
    const holes: string[] = [];
    for (const path of routes.filter((one) => !(short(one) in ownGuard))) {
      holes.push(
        ...(await unguarded(path, (made, name) => {
          const guard = guardOf(made);
          return (guard === 'route' && name === 'GET') || (guard === 'question' && name === 'POST');
        })),
      );
    }
    expect(holes).toEqual([]);
    expect(Object.keys(ownGuard).filter((path) => !routes.some((one) => short(one) === path))).toEqual([]);
  });
});
