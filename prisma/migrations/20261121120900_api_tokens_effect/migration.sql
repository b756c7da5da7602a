ALTER TABLE "idempotency_keys" ADD COLUMN "holder" UUID, ADD COLUMN "effect" JSONB NOT NULL DEFAULT '{}';
