import { z } from 'zod';

/** What a page can follow: a grid by its noun, or one thing by its noun and id. */
const Subject = z
  .string()
  .regex(
    /^((lists|runs|imports|integrations|campaigns|drafts|orders|automations|erasures|keys)|(list|run|import|integration|campaign|draft|automation|erasure|insight):\d{1,18})$/,
  ) as z.ZodType<Subject, string>;
export type Subject =
  | 'lists'
  | 'runs'
  | 'imports'
  | 'integrations'
  | 'campaigns'
  | 'drafts'
  | 'orders'
  | 'automations'
  | 'erasures'
  | 'keys'
  | `${'list' | 'run' | 'import' | 'integration' | 'campaign' | 'draft' | 'automation' | 'erasure' | 'insight'}:${string}`;

const maxSubjects = 8;

export const FollowInput = z.object({
  watch: z
    .string()
    .max(400)
    .transform((text) => text.split(','))
    .pipe(z.array(Subject).min(1).max(maxSubjects)),
});
export type FollowInput = z.output<typeof FollowInput>;

/** How each thing stands, as a mark that is another one as soon as it stands otherwise. */
export type Marks = Partial<Record<Subject, string>>;
