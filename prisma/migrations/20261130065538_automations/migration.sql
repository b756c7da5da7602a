CREATE TYPE "automation_state" AS ENUM ('off', 'on', 'paused');

CREATE TYPE "firing_state" AS ENUM ('waiting', 'sending', 'accepted', 'done', 'failed', 'unknown', 'skipped', 'held_out');

CREATE TYPE "automation_batch_state" AS ENUM ('sending', 'accepted', 'finished', 'refused', 'lost');

CREATE TABLE "automations" (
    "id" BIGSERIAL NOT NULL,
    "name" VARCHAR(255) NOT NULL,
    "integration_id" BIGINT,
    "entity" "crm_entity" NOT NULL,
    "trigger" JSONB NOT NULL,
    "conditions" JSONB NOT NULL,
    "action" JSONB NOT NULL,
    "limits" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "state" "automation_state" NOT NULL DEFAULT 'off',
    "since" TIMESTAMPTZ(3),
    "state_at" TIMESTAMPTZ(3),
    "state_by_id" BIGINT,
    "state_by" TEXT,
    "state_reason" TEXT,
    "retry_at" TIMESTAMPTZ(3),
    "created_by_id" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "automations_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "automation_versions" (
    "automation_id" BIGINT NOT NULL,
    "version" INTEGER NOT NULL,
    "document" JSONB NOT NULL,
    "sentence" TEXT NOT NULL,
    "actor_label" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "automation_versions_pkey" PRIMARY KEY ("automation_id","version")
);

CREATE TABLE "automation_firings" (
    "id" BIGSERIAL NOT NULL,
    "automation_id" BIGINT NOT NULL,
    "version" INTEGER NOT NULL,
    "record_id" BIGINT NOT NULL,
    "person_key" TEXT NOT NULL,
    "event_key" TEXT NOT NULL,
    "event_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "state" "firing_state" NOT NULL DEFAULT 'waiting',
    "part" TEXT,
    "reason_code" TEXT,
    "reason_text" TEXT,
    "attempt_count" INTEGER NOT NULL DEFAULT 0,
    "contact_id" INTEGER,
    "batch_id" BIGINT,
    "fired_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "automation_firings_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "automation_batches" (
    "id" BIGSERIAL NOT NULL,
    "automation_id" BIGINT NOT NULL,
    "integration_id" BIGINT NOT NULL,
    "program_id" INTEGER NOT NULL,
    "state" "automation_batch_state" NOT NULL DEFAULT 'sending',
    "row_count" INTEGER NOT NULL,
    "dotdigital_id" TEXT,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "their_time" TIMESTAMPTZ(3) NOT NULL,
    "problem" TEXT,
    "next_step_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "lease_owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "fence" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "automation_batches_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "automations_name_key" ON "automations"("name");

CREATE INDEX "automation_firings_automation_id_id_idx" ON "automation_firings"("automation_id", "id");

CREATE INDEX "automation_firings_record_id_idx" ON "automation_firings"("record_id");

CREATE INDEX "automation_firings_batch_id_idx" ON "automation_firings"("batch_id");

CREATE UNIQUE INDEX "automation_firings_automation_id_event_key_person_key_key" ON "automation_firings"("automation_id", "event_key", "person_key");

CREATE INDEX "automation_batches_integration_id_sent_at_idx" ON "automation_batches"("integration_id", "sent_at");

CREATE INDEX "automation_batches_automation_id_sent_at_idx" ON "automation_batches"("automation_id", "sent_at");

CREATE UNIQUE INDEX "automation_batches_integration_id_dotdigital_id_key" ON "automation_batches"("integration_id", "dotdigital_id");

ALTER TABLE "automations" ADD CONSTRAINT "automations_integration_id_fkey" FOREIGN KEY ("integration_id") REFERENCES "integrations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "automation_versions" ADD CONSTRAINT "automation_versions_automation_id_fkey" FOREIGN KEY ("automation_id") REFERENCES "automations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "automation_firings" ADD CONSTRAINT "automation_firings_automation_id_fkey" FOREIGN KEY ("automation_id") REFERENCES "automations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "automation_firings" ADD CONSTRAINT "automation_firings_record_id_fkey" FOREIGN KEY ("record_id") REFERENCES "crm_records"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "automation_firings" ADD CONSTRAINT "automation_firings_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "automation_batches"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "automation_batches" ADD CONSTRAINT "automation_batches_automation_id_fkey" FOREIGN KEY ("automation_id") REFERENCES "automations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "automation_batches" ADD CONSTRAINT "automation_batches_integration_id_fkey" FOREIGN KEY ("integration_id") REFERENCES "integrations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
