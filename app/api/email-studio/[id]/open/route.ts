import { z } from 'zod';
import { defineRoute } from '@/app/_server/define-route';
import { openStudio } from '@/lib/email-studio';
import { studioProblemWords, type StudioProblem } from '@/lib/email-studio/schemas';
import { AppError } from '@/lib/errors';
import { idText } from '@/lib/text';
import { studioPath } from '@/lib/studio-path';

/**
 * Leads into Dotdigital's application, signed in: for a frame, or a tab of its own. The access token stands in the redirect
 * alone. Nothing else of ours sees it.
 */
export const GET = defineRoute({
  params: z.object({ id: idText }),
  run: async (ctx, { params: { id }, request }) => {
    const from = request.headers.get('sec-fetch-site') ?? 'same-origin';
    if (!['same-origin', 'none'].includes(from))
      throw new AppError('forbidden', 'Email Studio opened from another site', {
        userMessage: 'Email Studio is opened from Dotbridge itself.',
      });
    const { url, problem } = await openStudio(ctx, { integrationId: id });
    if (url !== null) return redirectTo(url);
    if (request.headers.get('sec-fetch-dest') === 'iframe') return inFrame(problem);
    return redirectTo(pageOf(id, problem));
  },
});

const pageOf = (id: string, problem: StudioProblem): string =>
  `${studioPath}?${new URLSearchParams({ integration: id, problem })}`;

const redirectTo = (location: string): Response =>
  new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } });

/** Our own page never stands inside itself: the frame says what is wrong, and the page around it looks again. */
function inFrame(problem: StudioProblem): Response {
  const { title, what } = studioProblemWords[problem];
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><style>:root{color-scheme:light dark}body{font:14px/20px system-ui,sans-serif;margin:24px}</style></head><body><p><b>${title}</b> ${what}</p></body></html>`;
  return new Response(html, {
    status: 409,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  });
}
