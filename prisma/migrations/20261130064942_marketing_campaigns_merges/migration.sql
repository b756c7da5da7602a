ALTER TABLE "campaign_totals" ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "marketing_campaigns" ADD COLUMN     "budget" DECIMAL(14,2),
ADD COLUMN     "budget_currency" VARCHAR(3),
ADD COLUMN     "merged_into_id" BIGINT;

CREATE TABLE "marketing_campaign_merges" (
    "id" BIGSERIAL NOT NULL,
    "into_id" BIGINT NOT NULL,
    "parts" JSONB NOT NULL,
    "merged_by" TEXT NOT NULL,
    "merged_at" TIMESTAMPTZ(3) NOT NULL,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "marketing_campaign_merges_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "marketing_campaign_people" (
    "marketing_campaign_id" BIGINT NOT NULL,
    "recipient_count" INTEGER NOT NULL,
    "delivered_count" INTEGER NOT NULL,
    "opener_count" INTEGER NOT NULL,
    "clicker_count" INTEGER NOT NULL,
    "replier_count" INTEGER NOT NULL,
    "unsubscribed_count" INTEGER NOT NULL,
    "soft_bounced_count" INTEGER NOT NULL,
    "hard_bounced_count" INTEGER NOT NULL,
    "human_opener_count" INTEGER NOT NULL,
    "human_clicker_count" INTEGER NOT NULL,
    "counted_of" TEXT NOT NULL,
    "counted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "marketing_campaign_people_pkey" PRIMARY KEY ("marketing_campaign_id")
);

CREATE INDEX "marketing_campaign_merges_into_id_idx" ON "marketing_campaign_merges"("into_id");

CREATE INDEX "email_campaigns_marketing_campaign_id_idx" ON "email_campaigns"("marketing_campaign_id");

CREATE INDEX "marketing_campaigns_merged_into_id_idx" ON "marketing_campaigns"("merged_into_id");

ALTER TABLE "marketing_campaigns" ADD CONSTRAINT "marketing_campaigns_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "marketing_campaigns"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "marketing_campaign_merges" ADD CONSTRAINT "marketing_campaign_merges_into_id_fkey" FOREIGN KEY ("into_id") REFERENCES "marketing_campaigns"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "marketing_campaign_people" ADD CONSTRAINT "marketing_campaign_people_marketing_campaign_id_fkey" FOREIGN KEY ("marketing_campaign_id") REFERENCES "marketing_campaigns"("id") ON DELETE CASCADE ON UPDATE CASCADE;
