CREATE TYPE "insight_kind" AS ENUM ('orders', 'carts');

CREATE TYPE "insight_item_state" AS ENUM ('waiting', 'sending', 'accepted', 'in_step', 'failed', 'leaving');

CREATE TYPE "insight_batch_state" AS ENUM ('sending', 'accepted', 'finished', 'refused', 'lost');

CREATE TABLE "insight_collections" (
    "integration_id" BIGINT NOT NULL,
    "kind" "insight_kind" NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT false,
    "api" VARCHAR(2),
    "state_at" TIMESTAMPTZ(3),
    "state_by" TEXT,
    "asked_at" TIMESTAMPTZ(3),
    "compared_at" TIMESTAMPTZ(3),
    "retry_at" TIMESTAMPTZ(3),
    "problem" TEXT,
    "lease_owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "fence" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "insight_collections_pkey" PRIMARY KEY ("integration_id","kind")
);

CREATE TABLE "insight_items" (
    "id" BIGSERIAL NOT NULL,
    "integration_id" BIGINT NOT NULL,
    "kind" "insight_kind" NOT NULL,
    "key" TEXT NOT NULL,
    "purchase_id" BIGINT NOT NULL,
    "record_id" BIGINT NOT NULL,
    "email_key" TEXT NOT NULL,
    "state" "insight_item_state" NOT NULL DEFAULT 'waiting',
    "may_be_there" BOOLEAN NOT NULL DEFAULT false,
    "held_hash" BYTEA,
    "sent_hash" BYTEA,
    "refused_hash" BYTEA,
    "batch_id" BIGINT,
    "attempt_count" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3),
    "reason_code" TEXT,
    "reason_text" TEXT,
    "state_at" TIMESTAMPTZ(3) NOT NULL,
    "held_at" TIMESTAMPTZ(3),

    CONSTRAINT "insight_items_pkey" PRIMARY KEY ("integration_id","kind","key")
);

CREATE TABLE "insight_batches" (
    "id" BIGSERIAL NOT NULL,
    "integration_id" BIGINT NOT NULL,
    "kind" "insight_kind" NOT NULL,
    "state" "insight_batch_state" NOT NULL DEFAULT 'sending',
    "row_count" INTEGER NOT NULL,
    "failed_count" INTEGER,
    "import_id" TEXT,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "next_step_at" TIMESTAMPTZ(3),
    "problem" TEXT,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "insight_batches_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "insight_items_id_key" ON "insight_items"("id");

CREATE INDEX "insight_items_batch_id_idx" ON "insight_items"("batch_id");

CREATE INDEX "insight_batches_integration_id_kind_id_idx" ON "insight_batches"("integration_id", "kind", "id");

ALTER TABLE "insight_collections" ADD CONSTRAINT "insight_collections_integration_id_fkey" FOREIGN KEY ("integration_id") REFERENCES "integrations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "insight_items" ADD CONSTRAINT "insight_items_integration_id_kind_fkey" FOREIGN KEY ("integration_id", "kind") REFERENCES "insight_collections"("integration_id", "kind") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "insight_items" ADD CONSTRAINT "insight_items_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "insight_batches"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "insight_batches" ADD CONSTRAINT "insight_batches_integration_id_kind_fkey" FOREIGN KEY ("integration_id", "kind") REFERENCES "insight_collections"("integration_id", "kind") ON DELETE CASCADE ON UPDATE CASCADE;
