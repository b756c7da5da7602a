import { apiHeaders } from '@/app/_server/api/problem-answer';
import { openApiDocument } from '@/app/_server/api/openapi';
import { apiRoutes } from '../_routes';

export const dynamic = 'force-dynamic';

let document: string | undefined;

/** Public: it tells how the API is used and nothing of what is in it. */
export function GET(): Response {
  document ??= JSON.stringify(openApiDocument(apiRoutes));
  return new Response(document, { headers: { ...apiHeaders, 'content-type': 'application/json; charset=utf-8' } });
}
