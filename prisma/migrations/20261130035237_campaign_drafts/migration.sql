CREATE TYPE "campaign_draft_state" AS ENUM ('draft', 'asked', 'posting', 'accepted', 'sent', 'cancelled');

CREATE TABLE "campaign_drafts" (
    "id" BIGINT NOT NULL,
    "list_id" BIGINT NOT NULL,
    "connection_id" BIGINT NOT NULL,
    "integration_id" BIGINT NOT NULL,
    "address_book_id" BIGINT NOT NULL,
    "dotdigital_id" INTEGER,
    "making_since" TIMESTAMPTZ(3),
    "held_hash" TEXT,
    "name" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "preview_text" TEXT NOT NULL DEFAULT '',
    "from_name" TEXT NOT NULL,
    "from_address_id" INTEGER NOT NULL,
    "from_address" TEXT NOT NULL,
    "reply_action" TEXT NOT NULL,
    "reply_to_address" TEXT NOT NULL DEFAULT '',
    "html_content" TEXT NOT NULL,
    "plain_text_content" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "state" "campaign_draft_state" NOT NULL DEFAULT 'draft',
    "send_at" TIMESTAMPTZ(3),
    "recipient_count" INTEGER,
    "left_out_count" INTEGER,
    "despite" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "asked_by_id" BIGINT,
    "asked_at" TIMESTAMPTZ(3),
    "posted_at" TIMESTAMPTZ(3),
    "dotdigital_send_id" TEXT,
    "ended_at" TIMESTAMPTZ(3),
    "problem" TEXT,
    "next_step_at" TIMESTAMPTZ(3),
    "lease_owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "fence" BIGINT NOT NULL DEFAULT 0,
    "created_by_id" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "campaign_drafts_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "campaign_drafts_list_id_idx" ON "campaign_drafts"("list_id");

CREATE UNIQUE INDEX "campaign_drafts_integration_id_dotdigital_id_key" ON "campaign_drafts"("integration_id", "dotdigital_id");

ALTER TABLE "campaign_drafts" ADD CONSTRAINT "campaign_drafts_list_id_fkey" FOREIGN KEY ("list_id") REFERENCES "marketing_lists"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "campaign_drafts" ADD CONSTRAINT "campaign_drafts_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connections"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "campaign_drafts" ADD CONSTRAINT "campaign_drafts_integration_id_fkey" FOREIGN KEY ("integration_id") REFERENCES "integrations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "campaign_drafts" ADD CONSTRAINT "campaign_drafts_address_book_id_fkey" FOREIGN KEY ("address_book_id") REFERENCES "address_books"("id") ON DELETE CASCADE ON UPDATE CASCADE;
