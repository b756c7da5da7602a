import { config } from 'zod/v4';

export * from 'zod/v4';

/**
 * What the browser's bundles get for 'zod' (next.config.mjs). Without this every page asks whether it may compile code, which its
 * Content Security Policy refuses and reports. It stands in the module itself, so that no schema is made before it.
 */
config({ jitless: true });
