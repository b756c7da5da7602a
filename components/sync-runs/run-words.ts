import type { SyncRunView } from '@/lib/sync-runs/schemas';

export const runTitle = (run: Pick<SyncRunView, 'kind' | 'connection' | 'integration'>): string =>
  run.kind === 'import'
    ? `Import from ${run.integration.name}`
    : `Export to ${run.connection?.bookName ?? 'a disconnected book'}`;

const triggers: Record<string, string> = {
  schedule: 'By schedule',
  cron: 'By schedule',
  button: 'Asked for',
  cli: 'From the command line',
  connect: 'First sync',
};

/** Why it ran, and for which list. */
export function runWhy(run: Pick<SyncRunView, 'trigger' | 'requestedBy' | 'connection'>): string {
  const why =
    run.trigger === 'button' && !run.requestedBy ? 'By hand' : (triggers[run.trigger] ?? run.trigger);
  const who = run.requestedBy ? `${why === 'First sync' ? ', asked for' : ''} by ${run.requestedBy}` : '';
  return `${why}${who}${run.connection ? ` · list ${run.connection.listName}` : ''}`;
}
