import { getAnswer } from '@/components/marketing-lists/post-question';

/** What a GET route answers; what is refused is said in the server's words. */
export const getJson = <T>(path: string, signal?: AbortSignal): Promise<T> =>
  getAnswer<T>(path, signal, 'This could not be read. Nothing was changed; try again in a moment.');
