import { revalidatePath } from 'next/cache';
import type { z } from 'zod';
import { processLogger } from '@/lib/context/process-context';
import { currentSessionId } from '@/lib/auth';
import type { Context } from '@/lib/context';
import { invalidFields, invalidInput } from '@/lib/errors';
import { failed, ok, type Result } from '@/lib/result';
import { findBadText } from '@/lib/text';
import { requireFreshProof } from '@/lib/users';
import { contextOrRefuse, pagePath } from './require-context';
import { noteDenied } from './note-denied';
import { requireSameOrigin } from './same-origin';
import { knownError } from './error-to-http';
import { guardedBy } from './guards';
import { wakeJobs } from './wake-jobs';

type ActionDefinition<Schema extends z.ZodType, Data> = {
  input: Schema;
  run: (ctx: Context, input: z.output<Schema>) => Promise<Data>;
  /** It hurts: the person has to have shown within the last minutes that it is them (decision 68). For some inputs alone: says for which. */
  stepUp?: true | ((ctx: Context, input: z.output<Schema>) => Promise<boolean>);
  /** Rows became due: jobs are booked at once, instead of at the worker's next tick. */
  wakes?: boolean;
  /** Paths whose pages show what changed. */
  revalidate?: string[];
};

/**
 * A server action is a public POST API: origin, session and input are checked here, permission in the verb.
 * Redirects thrown by `run` are not supported; pages navigate on `ok`.
 */
export function defineAction<Schema extends z.ZodType, Data>(
  definition: ActionDefinition<Schema, Data>,
): (input: unknown) => Promise<Result<Data>> {
  return guardedBy('action', async (input: unknown) => {
    let log = processLogger();
    let ctx: Context | undefined;
    try {
      await requireSameOrigin();
      ctx = await contextOrRefuse();
      log = ctx.log;
      const parsed = parseInput(definition.input, input);
      if (await hurts(definition, ctx, parsed)) await requireFreshProof(ctx, await currentSessionId());
      const data = await definition.run(ctx, parsed);
      if (definition.wakes) await wakeJobs();
      for (const path of definition.revalidate ?? []) revalidatePath(path);
      return ok(data);
    } catch (error) {
      await noteDenied(ctx, error, { method: 'POST', path: await pagePath() });
      const { code, userMessage, fieldErrors, asks } = knownError(error, log);
      return failed({
        code,
        message: userMessage,
        ...(fieldErrors ? { fieldErrors } : {}),
        ...(asks ? { asks } : {}),
      });
    }
  });
}

async function hurts<Schema extends z.ZodType, Data>(
  { stepUp }: ActionDefinition<Schema, Data>,
  ctx: Context,
  input: z.output<Schema>,
): Promise<boolean> {
  return typeof stepUp === 'function' ? stepUp(ctx, input) : stepUp === true;
}

/** Throws `invalid_input` with one message per field, named by its path. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const bad = findBadText(input);
  const parsed = schema.safeParse(input);
  if (parsed.success && bad === null) return parsed.data;
  const fieldErrors: Record<string, string> = bad ? { [bad.path.join('.')]: bad.message } : {};
  for (const issue of parsed.error?.issues ?? []) fieldErrors[issue.path.join('.')] ??= issue.message;
  const rest = fieldErrors[''];
  throw rest === undefined ? invalidFields(fieldErrors) : invalidInput(rest, fieldErrors);
}
