import { withoutNul } from '../text';

/** Text of strangers, fit to be shown: one line, 200 characters, no control characters, none of our secrets. */
export function cleanDetail(text: string, secrets: readonly string[]): string {
  let shown = withoutNul(text);
  for (const secret of secrets) shown = shown.replaceAll(secret, '•••');
  return shown
    .replace(/<(script|style)[^>]*>[\s\S]*?(<\/\1>|$)/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200);
}
