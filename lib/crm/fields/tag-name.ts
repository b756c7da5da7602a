import { z } from 'zod';

import { plainText } from '@/lib/text';

export const maxTagLength = 100;
/** Put on one record by one row or one call. */
export const maxTags = 100;

/** A tag as a file or another system names it. */
export const GivenTag = plainText
  .trim()
  .min(1, { error: 'Enter a tag.' })
  .max(maxTagLength, { error: `A tag has at most ${maxTagLength} characters.` });

export const GivenTags = z.array(GivenTag).max(maxTags, { error: `At most ${maxTags} tags.` });

/** As people type it, without a comma: cells and screens join tags with it. */
export const TagName = GivenTag.refine((name) => !name.includes(','), {
  error: 'A tag can’t hold a comma.',
});
