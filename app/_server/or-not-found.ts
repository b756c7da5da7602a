import { notFound } from 'next/navigation';
import type { Context } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { notePageDenied } from './require-context';

/** A page of something that doesn't exist, or that this person may not see, is the 404 page; ids that can't be ids included. */
export async function orNotFound<T>(ctx: Context, found: Promise<T>): Promise<T> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof AppError && ['not_found', 'invalid_input', 'forbidden'].includes(error.code)) {
      await notePageDenied(ctx, error);
      notFound();
    }
    throw error;
  }
}
