import { defineStream } from '@/app/_server/define-stream';
import { followChanges } from '@/lib/live';
import { FollowInput } from '@/lib/live/schemas';

/** The one road by which pages hear that something they show has changed; what it is they read by their own routes. */
export const GET = defineStream({ query: FollowInput, follow: followChanges });
