CREATE TABLE "suppressed_addresses" (
    "email_key" TEXT NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,
    "cause_id" TEXT NOT NULL,

    CONSTRAINT "suppressed_addresses_pkey" PRIMARY KEY ("email_key")
);
