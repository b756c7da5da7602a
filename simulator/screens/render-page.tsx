import { renderToStaticMarkup } from 'react-dom/server';
import type { Page, ScreenCall } from './screen';
import { Shell } from './ui/shell';

/** The whole document. Everything that came from a person or a program goes through React, which escapes it. */
export function renderPage(call: ScreenCall, page: Page, notice: string | undefined): string {
  const title = renderToStaticMarkup(<title>{`${page.title} · Dotdigital sandbox`}</title>);
  const body = renderToStaticMarkup(<Shell call={call} page={page} notice={notice} />);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${title}
<link rel="icon" href="/assets/mark.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/sandbox.css">
<script src="/assets/sandbox.js" defer></script>
</head>
<body>${body}</body>
</html>`;
}
