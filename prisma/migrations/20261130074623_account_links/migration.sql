CREATE TYPE "account_link_kind" AS ENUM ('invitation', 'reset');

ALTER TABLE "sessions" ADD COLUMN     "source" TEXT;

ALTER TABLE "users" ADD COLUMN     "last_seen_at" TIMESTAMPTZ(3);

CREATE TABLE "account_links" (
    "id" BIGSERIAL NOT NULL,
    "user_id" BIGINT NOT NULL,
    "kind" "account_link_kind" NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_links_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "account_links_token_hash_key" ON "account_links"("token_hash");

CREATE INDEX "account_links_user_id_idx" ON "account_links"("user_id");

ALTER TABLE "account_links" ADD CONSTRAINT "account_links_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
