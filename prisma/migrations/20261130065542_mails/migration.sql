CREATE TYPE "mail_state" AS ENUM ('waiting', 'leaving', 'sent', 'refused', 'unknown', 'withdrawn');

ALTER TABLE "users" ADD COLUMN     "time_zone" TEXT,
ADD COLUMN     "weekly_report_since" TIMESTAMPTZ(3);

CREATE TABLE "mails" (
    "id" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "user_id" BIGINT,
    "to_name" TEXT NOT NULL,
    "to_address" TEXT NOT NULL,
    "state" "mail_state" NOT NULL DEFAULT 'waiting',
    "content" BYTEA,
    "key_id" TEXT,
    "attempt_count" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "leaving_until" TIMESTAMPTZ(3),
    "answer" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "mails_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "mails_key_key" ON "mails"("key");

CREATE INDEX "mails_user_id_kind_idx" ON "mails"("user_id", "kind");

ALTER TABLE "mails" ADD CONSTRAINT "mails_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
