'use server';

import { defineAction } from '@/app/_server/define-action';
import { wakeJobs } from '@/app/_server/wake-jobs';
import type { Context } from '@/lib/context';
import { createDataField, deleteDataField, saveMapping, updateDataField } from '@/lib/data-fields';
import {
  CreateDataFieldInput,
  DeleteDataFieldInput,
  SaveMappingInput,
  UpdateDataFieldInput,
} from '@/lib/data-fields/schemas';
import { openDotdigital } from '@/lib/integrations';
import type { Result } from '@/lib/result';

type Client = Awaited<ReturnType<typeof openDotdigital>>;

async function withClient<T>(
  ctx: Context,
  integrationId: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = await openDotdigital(ctx, BigInt(integrationId));
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

const revalidate = ['/dotdigital/data-fields', '/dotdigital/data-field-mappings'];

const create = defineAction({
  input: CreateDataFieldInput,
  run: (ctx, input) => withClient(ctx, input.integrationId, (client) => createDataField(ctx, client, input)),
  revalidate,
});
const update = defineAction({ input: UpdateDataFieldInput, run: updateDataField, revalidate });
const remove = defineAction({
  input: DeleteDataFieldInput,
  run: (ctx, input) => withClient(ctx, input.integrationId, (client) => deleteDataField(ctx, client, input)),
  revalidate,
});
const save = defineAction({
  input: SaveMappingInput,
  run: async (ctx, input) => {
    const saved = await saveMapping(ctx, input);
    await wakeJobs();
    return saved;
  },
  revalidate,
});

export async function createDataFieldAction(input: unknown): Promise<Result<{ id: string; name: string }>> {
  return create(input);
}
export async function updateDataFieldAction(input: unknown): Promise<Result<void>> {
  return update(input);
}
export async function deleteDataFieldAction(input: unknown): Promise<Result<{ name: string }>> {
  return remove(input);
}
export async function saveMappingAction(input: unknown): Promise<Result<{ version: number }>> {
  return save(input);
}
