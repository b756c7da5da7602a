CREATE TYPE "alert_level" AS ENUM ('failures', 'everything');

CREATE TYPE "alert_form" AS ENUM ('webhook', 'chat');

CREATE TABLE "alert_readers" (
    "id" BIGSERIAL NOT NULL,
    "user_id" BIGINT,
    "level" "alert_level" NOT NULL,
    "muted_until" TIMESTAMPTZ(3),
    "looked_at" TIMESTAMPTZ(3),
    "told_at" TIMESTAMPTZ(3),
    "told_count" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "alert_readers_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "alerts" (
    "reader_id" BIGINT NOT NULL,
    "key" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "href" TEXT NOT NULL,
    "gone_since" TIMESTAMPTZ(3),

    CONSTRAINT "alerts_pkey" PRIMARY KEY ("reader_id","key")
);

CREATE TABLE "alert_addresses" (
    "reader_id" BIGINT NOT NULL,
    "form" "alert_form" NOT NULL,
    "host" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "ciphertext" BYTEA NOT NULL,
    "message_id" TEXT,
    "body" TEXT,
    "first_at" TIMESTAMPTZ(3),
    "next_try_at" TIMESTAMPTZ(3),
    "attempt_count" INTEGER NOT NULL DEFAULT 0,
    "taken_at" TIMESTAMPTZ(3),
    "problem" TEXT,
    "lease_owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "fence" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "alert_addresses_pkey" PRIMARY KEY ("reader_id")
);

CREATE UNIQUE INDEX "alert_readers_user_id_key" ON "alert_readers"("user_id");

ALTER TABLE "alert_readers" ADD CONSTRAINT "alert_readers_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "alerts" ADD CONSTRAINT "alerts_reader_id_fkey" FOREIGN KEY ("reader_id") REFERENCES "alert_readers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "alert_addresses" ADD CONSTRAINT "alert_addresses_reader_id_fkey" FOREIGN KEY ("reader_id") REFERENCES "alert_readers"("id") ON DELETE CASCADE ON UPDATE CASCADE;
