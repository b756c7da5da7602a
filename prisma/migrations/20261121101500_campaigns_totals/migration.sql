-- Counted from campaign_recipients when a read of them ends: grids sort and add up without touching every recipient.
CREATE TABLE "campaign_totals" (
    "campaign_id" BIGINT NOT NULL,
    "recipient_count" INTEGER NOT NULL,
    "delivered_count" INTEGER NOT NULL,
    "opener_count" INTEGER NOT NULL,
    "open_count" INTEGER NOT NULL,
    "clicker_count" INTEGER NOT NULL,
    "click_count" INTEGER NOT NULL,
    "replier_count" INTEGER NOT NULL,
    "forward_count" INTEGER NOT NULL,
    "page_view_count" INTEGER NOT NULL,
    "unsubscribed_count" INTEGER NOT NULL,
    "soft_bounced_count" INTEGER NOT NULL,
    "hard_bounced_count" INTEGER NOT NULL,
    "first_sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "campaign_totals_pkey" PRIMARY KEY ("campaign_id")
);

-- AddForeignKey
ALTER TABLE "campaign_totals" ADD CONSTRAINT "campaign_totals_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "email_campaigns"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A marketing campaign is made once per email campaign: one that someone deleted does not come back.
ALTER TABLE "email_campaigns" ADD COLUMN "had_marketing_campaign" BOOLEAN NOT NULL DEFAULT false;
