CREATE TABLE "resubscription_checks" (
    "day" DATE NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "unsubscribed_count" INTEGER NOT NULL,
    "with_consent_count" INTEGER NOT NULL,
    "without_consent_count" INTEGER NOT NULL,
    "took_ms" INTEGER NOT NULL,

    CONSTRAINT "resubscription_checks_pkey" PRIMARY KEY ("day")
);

CREATE TABLE "returned_addresses" (
    "id" BIGSERIAL NOT NULL,
    "email_key" TEXT NOT NULL,
    "how" TEXT NOT NULL,
    "integration_id" BIGINT NOT NULL,
    "address_book_id" BIGINT,
    "sync_run_id" BIGINT,
    "left_at" TIMESTAMPTZ(3) NOT NULL,
    "left_by" TEXT NOT NULL,
    "back_at" TIMESTAMPTZ(3) NOT NULL,
    "consent_at" TIMESTAMPTZ(3),
    "consent_text" TEXT,

    CONSTRAINT "returned_addresses_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "returned_addresses_back_at_idx" ON "returned_addresses"("back_at");
