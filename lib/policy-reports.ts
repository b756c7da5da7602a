import { z } from 'zod';
import { isOwnOrigin } from './own-origin';

/** What a browser tells of a page whose Content Security Policy was broken, as it may be written down. */
type Violation = { directive: string; blocked: string; page: string };

const text = z.string().max(10_000);

/** As browsers without the Reporting API send it. https://www.w3.org/TR/CSP3/#deprecated-serialize-violation */
const single = z
  .object({
    'csp-report': z.object({
      'document-uri': text,
      'blocked-uri': text.default(''),
      'effective-directive': text.optional(),
      'violated-directive': text.optional(),
    }),
  })
  .transform(({ 'csp-report': report }) => [
    {
      document: report['document-uri'],
      blocked: report['blocked-uri'],
      directive: report['effective-directive'] ?? report['violated-directive'] ?? '',
    },
  ]);

/** https://www.w3.org/TR/CSP3/#reporting */
const several = z
  .array(
    z.object({
      type: z.literal('csp-violation'),
      body: z.object({ documentURL: text, blockedURL: text.nullish(), effectiveDirective: text }),
    }),
  )
  .min(1)
  .max(10)
  .transform((reports) =>
    reports.map(({ body }) => ({
      document: body.documentURL,
      blocked: body.blockedURL ?? '',
      directive: body.effectiveDirective,
    })),
  );

export const PolicyReports = z.union([single, several]);

/** Of pages of ours alone. What a page was asked with, and what in an address could be a token or a person, is left out. */
export const violationsOf = (reports: z.output<typeof PolicyReports>, applicationUrl: string): Violation[] =>
  reports
    .filter(({ document }) => URL.canParse(document) && isOwnOrigin(document, applicationUrl))
    .map(({ document, blocked, directive }) => ({
      directive: /^[a-z-]{1,40}(?=\s|$)/.exec(directive)?.[0] ?? 'unknown',
      blocked: placeOf(blocked),
      page: pathOf(document),
    }));

/** A host, or a word like "inline" and "data". */
function placeOf(blocked: string): string {
  const place = URL.canParse(blocked) ? new URL(blocked).host || new URL(blocked).protocol : blocked;
  return /^[\w.:[\]-]{1,253}$/.test(place) ? place : 'unknown';
}

/** Words and numbers, as the addresses of our pages have them. */
const pathOf = (document: string): string =>
  new URL(document).pathname
    .split('/')
    .slice(0, 8)
    .map((part) => (/^[\w-]{0,30}$/.test(part) ? part : '…'))
    .join('/');
