import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import type { Role } from '@/lib/actor';
import { leastRole, type Permission } from '@/lib/permissions';

/** The matrix of law L21: which permission each verb asks for. A verb that stands in neither list fails. */
const verbs: Partial<Record<Permission, string>> = {
  'crm.read': `campaigns: listRecipients pageRecipients personActivity recipientsCsv
    crm: exportRecords getRecord getRecordCatalogue getRecordNow getRecordPage listPurchases getRecordMarketing listOwners listTags nameTags readGrid
      countRecords listRecords getRecordResource pageRecords previewBulk previewBulkDelete findMergeCandidates findSurvivor listMerges previewMerge getCustomField listCustomFields recordTimeline`,
  'crm.write': `crm: bulkUpsertRecords bulkDelete bulkOwner bulkTags changeRecordTag createRecord deleteRecord mergeRecords recordEvents markEngagementDue runStatsPass
      upsertCarts upsertOrders setRecordTags recordConsent undoBulk undoMerge updateRecord`,
  'crm.import': `csv-imports: csvFieldLabels exportCsvImportErrors getCsvImport listCsvImports listRefusedRows pageCsvImportRows exportUndoKept listUndoKept cancelCsvImport discardCsvImport
      previewCsvImport runCsvImport startCsvImport undoCsvImport uploadCsvFile`,
  'crm.fields': `crm: archiveCustomField createCustomField deleteCustomField restoreCustomField updateCustomField getCustomFieldUsage getStatsSettings updateStatsSettings`,
  'views.write': `users: deleteView listViews renameView replaceView saveView setDefaultView`,
  'lists.read': `marketing-lists: compareLists countFilter explainMembership findAddable getListChange getMarketingList listFolders readListFormOptions listGrowth readListOptions
      listMarketingLists listMembers listRemoved markFavourite membersCsv pageMarketingLists pageRemoved previewFilterChange previewUpdate readListUses readStaircase findDueLists
    users: listOwnerOptions`,
  'lists.write': `marketing-lists: addAddresses checkAddresses addMembers addMembersByQuery archiveMarketingList restoreMarketingList removeMembers restoreMembers cloneMarketingList
      createMarketingList evaluateList createListFolder deleteListFolder moveToFolder renameListFolder removeMember subscribeMember unsubscribeMember applyUpdate refreshList updateMarketingList`,
  'integrations.read': `address-books: listAddressBooks pageAddressBooks
    integrations: getIntegration getIntegrationHealth listIntegrationOptions listIntegrations openDotdigital pageIntegrations`,
  'integrations.write': `integrations: checkConnection createIntegration deleteIntegration purgeDeletedIntegrations rotateSecrets setIntegrationActive updateIntegration
    sync-runs: cancelRunsOfIntegration`,
  'integrations.sync': `data-fields: refreshDataFields
    integrations: recordIntegrationFailure recordIntegrationSuccess scheduleSync`,
  'fields.read': `data-fields: getDataField listDataFields pageDataFields getMapping listMappings listMappingSources previewMapping`,
  'fields.write': `data-fields: createDataField deleteDataField updateDataField saveMapping`,
  'connections.read': `address-books: listFreeAddressBooks
    export: getConnection getListConnections pageConnections previewConnection`,
  'connections.write': `address-books: createAddressBook
    export: approveHeldWave cancelRun connectList disconnectList pauseConnection resumeConnection updateConnection`,
  'connections.sync': `export: requestIntegrationExports requestSync`,
  'runs.read': `sync-runs: getSyncRun exportRunOutcomes listRunOutcomes pageRunOutcomes listSyncRuns pageSyncRuns`,
  'statistics.read': `campaigns: campaignStatistics getCampaignMail getEmailCampaign getMarketingCampaign emailCampaignsCsv linkTable listCampaignOptions listEmailCampaigns
      pageEmailCampaigns listMarketingCampaigns pageMarketingCampaigns opensAndClicksOverTime
    dashboard: readDashboard`,
  'campaigns.write': `campaigns: mergeMarketingCampaigns updateMarketingCampaign`,
  'users.read': `users: listUsers`,
  'users.write': `users: createOrResetUser`,
  'tokens.own': `api-tokens: createApiToken listApiTokens revokeApiToken`,
};

/** Takes a context and asks for no permission: steps of flows and jobs that no person calls, and what is open to whoever has signed in. */
const unguarded = {
  flows: `campaigns: markCampaignsGone storeCampaigns storeSummary
    crm: areStatsDue inCsvTransaction suppressAddresses today
    filters: accountDay readDefinition readFilter
    csv-imports: findQueuedCsvImports
    data-fields: ensureDefaultMappings storeDataFields
    export: findDueConnections pushConnection
    import: findDueIntegrations runImportPass
    jobs: runJobNow
    sync-runs: setRunState startRun updatePhase
    users: removeEndedSessions
    marketing-lists: fetchOwnList fetchSeenList
    api-tokens: removeOldIdempotencyKeys`,
  /** Reached from app/, with the reason. */
  app: `api-tokens: findTokenBearer takeTurn claimKey outsideOf releaseKey renewHold storeAnswer
    dashboard: searchEverything
    jobs: drainQueues enqueueDueJobs
    sync-runs: readMenuState
    users: endSession findActorBySession signIn`,
};

const read = (list: string): string[] => {
  let room = '';
  return list
    .split(/\s+/)
    .filter(Boolean)
    .flatMap((word) => {
      if (!word.endsWith(':')) return [`${room}.${word}`];
      room = word.slice(0, -1);
      return [];
    });
};
const matrix = new Map(
  Object.entries(verbs).flatMap(([permission, list]) =>
    read(list).map((name) => [name, permission as Permission] as const),
  ),
);
const free = new Set([...read(unguarded.flows), ...read(unguarded.app)]);

const root = join(import.meta.dirname, '..');
const parse = (path: string): ts.SourceFile =>
  ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
const rooms = readdirSync(join(root, 'lib')).filter(
  (room) =>
    !['db', 'dotdigital', 'context', 'auth'].includes(room) &&
    existsSync(join(root, 'lib', room, 'index.ts')),
);

type Exported = { name: string; takesContext: boolean; asks: string | null };

/** What a room's door gives out: whether it takes a context, and the permission that its first line asks for. */
function exportsOf(room: string): Exported[] {
  return parse(join(root, 'lib', room, 'index.ts'))
    .statements.filter(ts.isExportDeclaration)
    .flatMap((statement) => {
      const { exportClause, moduleSpecifier, isTypeOnly } = statement;
      if (
        isTypeOnly ||
        !exportClause ||
        !ts.isNamedExports(exportClause) ||
        !moduleSpecifier ||
        !ts.isStringLiteral(moduleSpecifier)
      )
        return [];
      const path = join(root, 'lib', room, `${moduleSpecifier.text}.ts`);
      const source = existsSync(path) ? parse(path) : null;
      return exportClause.elements
        .filter((element) => !element.isTypeOnly)
        .map((element) => {
          const name = (element.propertyName ?? element.name).text;
          const made =
            source?.statements.find(
              (one): one is ts.FunctionDeclaration =>
                ts.isFunctionDeclaration(one) && one.name?.text === name,
            ) ??
            source?.statements
              .filter(ts.isVariableStatement)
              .flatMap((one) => [...one.declarationList.declarations])
              .find((one) => one.name.getText() === name)?.initializer;
          const like = made && (ts.isFunctionDeclaration(made) || ts.isArrowFunction(made)) ? made : null;
          const body = like?.body
            ? ts.isBlock(like.body)
              ? (like.body.statements[0]?.getText() ?? '')
              : like.body.getText()
            : '';
          return {
            name: `${room}.${element.name.text}`,
            takesContext: /^ctx\b/.test(like?.parameters[0]?.getText() ?? ''),
            asks: /^permit\(ctx, '([\w.]+)'\);$/.exec(body)?.[1] ?? null,
          };
        });
    });
}

const exported = rooms.flatMap(exportsOf);

describe('every verb of every room', () => {
  test('stands in the matrix, and asks on its first line for what stands there', () => {
    const verbsFound = exported.filter(({ takesContext }) => takesContext);
    expect(verbsFound.length).toBeGreaterThan(150);
    expect(
      verbsFound.filter(({ name }) => !matrix.has(name) && !free.has(name)).map(({ name }) => name),
    ).toEqual([]);
    expect(verbsFound.filter(({ name, asks }) => !free.has(name) && asks !== matrix.get(name))).toEqual([]);
    expect(
      [...matrix.keys(), ...free].filter((name) => !verbsFound.some((one) => one.name === name)),
    ).toEqual([]);
  });

  test.each(['viewer', 'marketer', 'admin'] as const)(
    'lets a %s do what the table says and nothing else, before it reads anything',
    async (role) => {
      const touched: string[] = [];
      const ctx = contextOf(role, touched);
      const wrong: string[] = [];
      for (const room of new Set([...matrix.keys()].map((name) => name.split('.')[0] ?? ''))) {
        const door = (await import(`../lib/${room}/index.ts`)) as Record<string, unknown>;
        for (const [name, permission] of matrix) {
          const [of, verb = ''] = name.split('.');
          if (of !== room) continue;
          touched.length = 0;
          const refused = await isRefused(door[verb], ctx);
          if (refused !== rank[role] < rank[leastRole[permission]]) wrong.push(`${role} ${name}`);
          if (refused && touched.length > 0) wrong.push(`${name} read before it refused`);
        }
      }
      expect(wrong).toEqual([]);
    },
  );
});

const rank: Record<Role, number> = { viewer: 0, marketer: 1, admin: 2 };

/** Whatever is asked of the world behind the context is noted and fails. */
function contextOf(role: Role, touched: string[]) {
  const trap: object = new Proxy(
    {},
    {
      get: (_, key) => {
        touched.push(String(key));
        throw new Error('the world is closed');
      },
    },
  );
  return {
    actor: { kind: 'person', userId: '1', name: 'A', email: 'a@example.com', role },
    db: trap,
    log: trap,
    config: trap,
    now: () => new Date(0),
    signal: new AbortController().signal,
  };
}

async function isRefused(verb: unknown, ctx: object): Promise<boolean> {
  if (typeof verb !== 'function') throw new Error('no such verb');
  try {
    const answer: unknown = await (verb as (...given: unknown[]) => unknown)(ctx, {}, {}, {});
    if (typeof answer === 'object' && answer !== null && 'next' in answer)
      await (answer as AsyncGenerator).next();
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'forbidden';
  }
}

describe('every road of the application', () => {
  const files = (folder: string): string[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile() && /(?<!\.test)\.tsx?$/.test(one.name))
      .map((one) => join(one.parentPath, one.name));
  const sources = [...files(join(root, 'app')), ...files(join(root, 'pages'))].filter(
    (path) => !/\.test\.tsx?$|\/test-[^/]*\.ts$/.test(path),
  );
  const short = (path: string): string => path.slice(root.length + 1);

  test('leads to verbs of the matrix alone', () => {
    const open = new Set([...matrix.keys(), ...read(unguarded.app)]);
    const takes = new Set(exported.filter(({ takesContext }) => takesContext).map(({ name }) => name));
    const holes = sources.flatMap((path) =>
      parse(path)
        .statements.filter(ts.isImportDeclaration)
        .flatMap((statement) => {
          const room = /^@\/lib\/([\w-]+)$/.exec(statement.moduleSpecifier.getText().slice(1, -1))?.[1];
          const named = statement.importClause?.namedBindings;
          if (room === undefined || !named || !ts.isNamedImports(named)) return [];
          return named.elements
            .map((one) => `${room}.${(one.propertyName ?? one.name).text}`)
            .filter((name) => takes.has(name) && !open.has(name))
            .map((name) => `${short(path)}: ${name}`);
        }),
    );
    expect(holes).toEqual([]);
  });

  test('that a browser can post to is a server action made by defineAction', () => {
    const actions = sources.filter((path) => readFileSync(path, 'utf8').startsWith("'use server'"));
    expect(actions.length).toBeGreaterThan(8);
    const holes = actions.flatMap((path) => {
      const { statements } = parse(path);
      const made = new Set(
        statements
          .filter(ts.isVariableStatement)
          .flatMap((one) => [...one.declarationList.declarations])
          .filter((one) => /^defineAction\(/.test(one.initializer?.getText() ?? ''))
          .map((one) => one.name.getText()),
      );
      return statements
        .filter(
          (one) =>
            ts.canHaveModifiers(one) &&
            ts.getModifiers(one)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword),
        )
        .filter((one) => {
          if (ts.isTypeAliasDeclaration(one) || ts.isInterfaceDeclaration(one)) return false;
          const call = ts.isFunctionDeclaration(one)
            ? /^\{\s*return (\w+)\(\w+\);\s*\}$/.exec(one.body?.getText() ?? '')?.[1]
            : undefined;
          return call === undefined || !made.has(call);
        })
        .map((one) => `${short(path)}: ${one.getText().slice(0, 60)}`);
    });
    expect(holes).toEqual([]);
  });

  /** Routes that are no defineRoute, with what guards them. */
  const ownGuard: Record<string, string> = {
    'app/api/auth/[...nextauth]/route.ts': 'sign-in itself',
    'app/api/cron/[job]/route.ts': 'CRON_SECRET',
    'app/api/csv-imports/route.ts': 'streams a file: own origin, session and crm.import',
    'app/api/health/live/route.ts': 'open',
    'app/api/health/ready/route.ts': 'open',
    'app/api/v1/[[...path]]/route.ts': 'bearer token, see role-matrix.db.test.ts',
    'app/api/v1/openapi.json/route.ts': 'open',
  };

  test('that a page reads is a GET route made by defineRoute, or a question that changes nothing', () => {
    const routes = sources.filter((path) => path.endsWith('/route.ts'));
    const holes = routes
      .filter((path) => !(short(path) in ownGuard))
      .flatMap((path) =>
        parse(path)
          .statements.filter(
            (one) =>
              ts.canHaveModifiers(one) &&
              ts.getModifiers(one)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword),
          )
          .map((one) => one.getText())
          .filter(
            (text) => !/^export const (GET = defineRoute\(|POST = defineQuestion\(|dynamic = )/.test(text),
          )
          .map((text) => `${short(path)}: ${text.slice(0, 60)}`),
      );
    expect(holes).toEqual([]);
    expect(Object.keys(ownGuard).filter((path) => !routes.some((one) => short(one) === path))).toEqual([]);
  });
});
