DROP INDEX "audit_entries_at_idx";

ALTER TABLE "audit_entries" ADD COLUMN     "address" TEXT,
ADD COLUMN     "refused" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "road" TEXT,
ADD COLUMN     "token_id" BIGINT,
ADD COLUMN     "user_agent" TEXT;

CREATE TABLE "audit_links" (
    "seq" BIGINT NOT NULL,
    "entry_id" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_links_pkey" PRIMARY KEY ("seq")
);

CREATE TABLE "audit_head" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "seq" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "audit_anchors" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "cut_seq" BIGINT NOT NULL,
    "cut_hash" BYTEA NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,
    "key_id" TEXT NOT NULL,
    "signature" BYTEA NOT NULL,

    CONSTRAINT "audit_anchors_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "audit_links_entry_id_key" ON "audit_links"("entry_id");

CREATE INDEX "audit_entries_at_id_idx" ON "audit_entries"("at", "id");

CREATE INDEX "audit_entries_actor_id_at_idx" ON "audit_entries"("actor_id", "at");

CREATE INDEX "audit_entries_action_at_idx" ON "audit_entries"("action", "at");
