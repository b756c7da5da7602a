import { fetchSignedIn } from '@/components/session/fetch-signed-in';
import { toast } from '@/components/ui/toaster';
import { type CrmEntity, entityLabels, type RecordChoice } from '@/lib/crm/schemas';

/** Everyone who matches comes as a stream from an address; rows chosen by hand (at most 5,000) are asked for by POST, since their ids don't fit in one. */
export async function downloadChosen(entity: CrmEntity, choice: RecordChoice): Promise<void> {
  if (choice.kind === 'matching') return save(`/api/records/export?entity=${entity}&${choice.query}`, '');
  const sort = new URLSearchParams(location.search).get('sort') ?? undefined;
  const response = await fetchSignedIn('/api/records/export', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ entity, choice, sort }),
  }).catch(() => null);
  const file = response?.ok ? await response.blob().catch(() => null) : null;
  if (!file) return void toast.bad('No file was made', { detail: await reasonOf(response) });
  const address = URL.createObjectURL(file);
  save(address, `${entityLabels[entity].many.toLowerCase()}-${new Date().toISOString().slice(0, 10)}.csv`);
  URL.revokeObjectURL(address);
}

function save(address: string, name: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
}

async function reasonOf(response: Response | null): Promise<string> {
  const problem: unknown = await response?.json().catch(() => null);
  return typeof problem === 'object' &&
    problem !== null &&
    'detail' in problem &&
    typeof problem.detail === 'string'
    ? problem.detail
    : 'The server could not be reached, or broke off. Try again in a moment.';
}
