CREATE TYPE "alert_level" AS ENUM ('failures', 'everything');

CREATE TABLE "alert_readers" (
    "id" BIGSERIAL NOT NULL,
    "user_id" BIGINT NOT NULL,
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

CREATE UNIQUE INDEX "alert_readers_user_id_key" ON "alert_readers"("user_id");

ALTER TABLE "alert_readers" ADD CONSTRAINT "alert_readers_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "alerts" ADD CONSTRAINT "alerts_reader_id_fkey" FOREIGN KEY ("reader_id") REFERENCES "alert_readers"("id") ON DELETE CASCADE ON UPDATE CASCADE;
