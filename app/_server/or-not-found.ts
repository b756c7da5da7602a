import { notFound } from 'next/navigation';
import { AppError } from '@/lib/errors';

/** A page of something that doesn't exist, or that this person may not see, is the 404 page; ids that can't be ids included. */
export async function orNotFound<T>(found: Promise<T>): Promise<T> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof AppError && ['not_found', 'invalid_input', 'forbidden'].includes(error.code))
      notFound();
    throw error;
  }
}
