CREATE TYPE "erasure_state" AS ENUM ('waiting', 'at_dotdigital', 'here', 'ended');

CREATE TYPE "erasure_target_state" AS ENUM ('waiting', 'deleted', 'not_there', 'left_out');

CREATE TABLE "erased_addresses" (
    "fingerprint" BYTEA NOT NULL,
    "key_id" BIGINT NOT NULL,
    "erased_at" TIMESTAMPTZ(3) NOT NULL,
    "lifted_at" TIMESTAMPTZ(3),
    "lifted_by" TEXT,
    "lift_reason" TEXT,

    CONSTRAINT "erased_addresses_pkey" PRIMARY KEY ("fingerprint")
);

CREATE TABLE "erasure_keys" (
    "id" BIGINT NOT NULL,
    "sealed_with" TEXT NOT NULL,
    "ciphertext" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "erasure_keys_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "erasures" (
    "id" BIGSERIAL NOT NULL,
    "state" "erasure_state" NOT NULL DEFAULT 'waiting',
    "reason" TEXT NOT NULL,
    "asked_by_id" BIGINT,
    "asked_by" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "empty_bin" BOOLEAN NOT NULL DEFAULT false,
    "key_id" TEXT,
    "sealed" BYTEA,
    "record_count" INTEGER NOT NULL,
    "counts" JSONB NOT NULL DEFAULT '{}',
    "quiet_after" TIMESTAMPTZ(3),
    "problem" TEXT,
    "attempt_count" INTEGER NOT NULL DEFAULT 0,
    "next_step_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "erasures_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "erasure_targets" (
    "erasure_id" BIGINT NOT NULL,
    "integration_id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "state" "erasure_target_state" NOT NULL DEFAULT 'waiting',
    "attempt_count" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,
    "next_try_at" TIMESTAMPTZ(3),
    "bin_emptied" BOOLEAN NOT NULL DEFAULT false,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "erasure_targets_pkey" PRIMARY KEY ("erasure_id","integration_id")
);

CREATE INDEX "erased_addresses_key_id_idx" ON "erased_addresses"("key_id");

CREATE INDEX "erasures_state_next_step_at_idx" ON "erasures"("state", "next_step_at");

ALTER TABLE "erased_addresses" ADD CONSTRAINT "erased_addresses_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "erasure_keys"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "erasure_targets" ADD CONSTRAINT "erasure_targets_erasure_id_fkey" FOREIGN KEY ("erasure_id") REFERENCES "erasures"("id") ON DELETE CASCADE ON UPDATE CASCADE;
