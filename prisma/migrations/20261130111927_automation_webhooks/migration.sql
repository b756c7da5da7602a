CREATE TABLE "automation_calls" (
    "firing_id" BIGINT NOT NULL,
    "automation_id" BIGINT NOT NULL,
    "message_id" TEXT NOT NULL,
    "body" TEXT,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "attempt_count" INTEGER NOT NULL DEFAULT 0,
    "next_step_at" TIMESTAMPTZ(3),
    "lease_owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "fence" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "automation_calls_pkey" PRIMARY KEY ("firing_id")
);

CREATE TABLE "automation_secrets" (
    "automation_id" BIGINT NOT NULL,
    "key_id" TEXT NOT NULL,
    "ciphertext" BYTEA NOT NULL,
    "made_by" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "automation_secrets_pkey" PRIMARY KEY ("automation_id")
);

CREATE UNIQUE INDEX "automation_calls_message_id_key" ON "automation_calls"("message_id");

CREATE INDEX "automation_calls_automation_id_next_step_at_idx" ON "automation_calls"("automation_id", "next_step_at");

ALTER TABLE "automation_calls" ADD CONSTRAINT "automation_calls_firing_id_fkey" FOREIGN KEY ("firing_id") REFERENCES "automation_firings"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "automation_calls" ADD CONSTRAINT "automation_calls_automation_id_fkey" FOREIGN KEY ("automation_id") REFERENCES "automations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "automation_secrets" ADD CONSTRAINT "automation_secrets_automation_id_fkey" FOREIGN KEY ("automation_id") REFERENCES "automations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
