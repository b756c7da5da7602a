import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { declaredBehind, readCallGraph, reachedFrom } from './test-call-graph';
import { readDeclaredTables } from '@/scripts/tables/declared-tables';
import { accessesOf } from '@/scripts/tables/found-access';

// Law L23: what changes something leaves a line in the audit log. Which verbs there are says docs/permissions.md, which a test holds to
// the doors; pages, actions, REST routes and jobs lead to nothing else.

const root = join(import.meta.dirname, '..');
const tables = readDeclaredTables(join(root, 'prisma/schema'));

/** Tables of the product's own account: what stands there is no change of anybody's data. */
const bookkeeping = new Set([
  'audit_entries',
  'audit_links',
  'audit_anchors',
  'idempotency_keys',
  'rate_limits',
  'list_counts',
]);

const silent: Record<string, string> = {
  'campaigns.countMarketingPeople': 'counts anew what the rows say',
  'campaigns.recountCampaigns': 'counts anew what the rows say',
  'connections.requestIntegrationExports': 'goes with the sync of the integration, which leaves the line',
  'crm.countEveryoneSince': 'counts anew what the rows say',
  'crm.markEngagementDue': 'counts anew what the rows say',
  'crm.runStatsPass': 'counts anew what the rows say',
  'csv-imports.previewCsvImport':
    'keeps the choices of a file that nobody started; starting leaves the line, with them',
  'dashboard.countDays': 'counts anew what the rows say',
  'email-studio.beginStudioSignIn': 'a sign-in that is under way; its end leaves the line',
  'email-studio.chooseStudio': 'which of their own accounts a person looked at last',
  'email-studio.openStudio': 'keeps the token that Dotdigital gave in place of the one before',
  'export.previewConnection': 'a list says who is on it now; its history names each who came and went',
  'export.previewFaces': 'a list says who is on it now; its history names each who came and went',
  'export.previewPeople': 'a list says who is on it now; its history names each who came and went',
  'integrations.purgeDeletedIntegrations': 'takes what a deletion left behind, which had its line',
  'integrations.recordIntegrationFailure': 'how an account answered; runs and health say so',
  'integrations.recordIntegrationSilence': 'how an account answered; runs and health say so',
  'integrations.recordIntegrationSuccess': 'how an account answered; runs and health say so',
  'marketing-lists.evaluateList': 'a list says who is on it now; its history names each who came and went',
  'marketing-lists.markFavourite': 'one’s own mark that nobody else sees',
  'marketing-lists.refreshList': 'a list says who is on it now; its history names each who came and went',
  'privacy.checkResubscribed': 'counts anew what the rows say',
  'privacy.getErasure': 'reads by the list of places that erasing goes by too',
  'privacy.getRetention': 'reads by the list of places that erasing goes by too',
  'privacy.listErasures': 'reads by the list of places that erasing goes by too',
  'privacy.previewErasure': 'reads by the list of places that erasing goes by too',
  'privacy.previewRetention': 'reads by the list of places that erasing goes by too',
  'sync-runs.cancelRunsOfIntegration': 'goes with the deletion of the integration, which leaves the line',
};

const graph = readCallGraph(root);
const verbs = [
  ...readFileSync(join(root, 'docs/permissions.md'), 'utf8').matchAll(
    /^\| ([\w-]+)\.(\w+) \| [\w-]+\.\w+ \|/gm,
  ),
].map(([, room = '', name = '']) => ({
  name: `${room}.${name}`,
  reached: reachedFrom(graph, declaredBehind(root, room, name)),
}));

const changes = ({ reached }: (typeof verbs)[number]): boolean =>
  reached.some(({ file, text }) =>
    accessesOf(file, text, tables).some(({ kind, table }) => kind === 'write' && !bookkeeping.has(table)),
  );
const leavesLine = ({ reached }: (typeof verbs)[number]): boolean =>
  reached.some(({ file, text }) => !file.startsWith('lib/context/') && /\brecordAudit(With)?\b/.test(text));

test('every verb of every door is found, with what it reaches', () => {
  expect(verbs.length).toBeGreaterThan(200);
  expect(verbs.filter(({ reached }) => reached.length === 0).map(({ name }) => name)).toEqual([]);
  expect(verbs.filter(changes).length).toBeGreaterThan(100);
});

test('every verb that changes something leaves a line in the audit log, or is silent for a reason', () => {
  const without = verbs.filter((verb) => changes(verb) && !leavesLine(verb)).map(({ name }) => name);
  expect(without.sort()).toEqual(Object.keys(silent).sort());
});
