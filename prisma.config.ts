import { defineConfig } from 'prisma/config';

export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
  // Generating and formatting need no database.
  datasource: { url: process.env.DATABASE_URL ?? '' },
});
