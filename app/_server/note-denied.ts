import { noteRefusal } from '@/lib/audit';
import type { Context } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { HttpProblem } from './api/http-problem';

/** What was refused to somebody whom we know leaves a line; what is wrong in another way doesn't. */
export async function noteDenied(
  ctx: Context | undefined,
  error: unknown,
  request: { method: string; path: string },
): Promise<void> {
  const asked = askedFor(error);
  if (ctx && asked !== null) await noteRefusal(ctx, { asked, ...request });
}

/** What a refusal was about; null: it is none. */
export function askedFor(error: unknown): string | null {
  if (error instanceof AppError && error.code === 'forbidden')
    return error.permission ?? 'what is somebody else’s';
  if (error instanceof HttpProblem && error.status === 403) return error.code;
  return null;
}
