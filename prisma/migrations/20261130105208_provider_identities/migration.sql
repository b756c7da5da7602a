ALTER TABLE "sessions" ADD COLUMN     "by_provider" BOOLEAN NOT NULL DEFAULT false;

ALTER TABLE "users" ADD COLUMN     "password_until" TIMESTAMPTZ(3);

CREATE TABLE "provider_identities" (
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "user_id" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "provider_identities_pkey" PRIMARY KEY ("issuer","subject")
);

CREATE INDEX "provider_identities_user_id_idx" ON "provider_identities"("user_id");

CREATE UNIQUE INDEX "provider_identities_issuer_user_id_key" ON "provider_identities"("issuer", "user_id");

ALTER TABLE "provider_identities" ADD CONSTRAINT "provider_identities_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
