ALTER TABLE "integrations" ADD COLUMN     "authorise_place" TEXT NOT NULL DEFAULT 'application';

CREATE TABLE "studio_access" (
    "user_id" BIGINT NOT NULL,
    "integration_id" BIGINT NOT NULL,
    "key_id" TEXT,
    "ciphertext" BYTEA,
    "connected_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "chosen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "studio_access_pkey" PRIMARY KEY ("user_id","integration_id")
);

CREATE TABLE "studio_sign_ins" (
    "state_hash" BYTEA NOT NULL,
    "session_id" UUID NOT NULL,
    "user_id" BIGINT NOT NULL,
    "integration_id" BIGINT NOT NULL,
    "key_id" TEXT NOT NULL,
    "ciphertext" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "studio_sign_ins_pkey" PRIMARY KEY ("state_hash")
);

CREATE INDEX "studio_sign_ins_created_at_idx" ON "studio_sign_ins"("created_at");

ALTER TABLE "studio_access" ADD CONSTRAINT "studio_access_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "studio_access" ADD CONSTRAINT "studio_access_integration_id_fkey" FOREIGN KEY ("integration_id") REFERENCES "integrations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "studio_sign_ins" ADD CONSTRAINT "studio_sign_ins_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "studio_sign_ins" ADD CONSTRAINT "studio_sign_ins_integration_id_fkey" FOREIGN KEY ("integration_id") REFERENCES "integrations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
