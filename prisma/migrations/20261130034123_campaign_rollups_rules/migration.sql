-- What people did: what is counted without what machines did. Where none are known, all that Dotdigital counts. Who clicked has opened,
-- also where the only open that is known is a machine's.
ALTER TABLE "campaign_recipients"
  ADD COLUMN "human_open_count" integer GENERATED ALWAYS AS (greatest("open_count" - "machine_open_count",
    CASE WHEN "machine_open_count" > 0 AND "click_count" > "machine_click_count" THEN 1 ELSE 0 END)) STORED,
  ADD COLUMN "human_click_count" integer GENERATED ALWAYS AS (greatest("click_count" - "machine_click_count", 0)) STORED,
  ADD COLUMN "human_first_opened_at" timestamptz(3) GENERATED ALWAYS AS (CASE WHEN "machine_open_count" = 0 THEN "first_opened_at" ELSE "first_human_open_at" END) STORED,
  ADD COLUMN "human_last_opened_at" timestamptz(3) GENERATED ALWAYS AS (CASE WHEN "machine_open_count" = 0 THEN "last_opened_at" ELSE "last_human_open_at" END) STORED;

-- Filters ask for what people did: the indexes answer them without a look at the table.
DROP INDEX "campaign_recipients_by_person";
CREATE INDEX "campaign_recipients_by_person" ON "campaign_recipients" ("email_key") INCLUDE ("campaign_id", "human_open_count", "human_click_count", "unsubscribed", "soft_bounced", "hard_bounced");
DROP INDEX "campaign_recipients_by_opens";
CREATE INDEX "campaign_recipients_by_opens" ON "campaign_recipients" ("campaign_id", "human_open_count", "email_key") INCLUDE ("soft_bounced", "hard_bounced");
DROP INDEX "campaign_clicks_by_person";
CREATE INDEX "campaign_clicks_by_person" ON "campaign_clicks" ("email_key", "clicked_at") INCLUDE ("campaign_id", "machine_rule");

-- Nobody has told them apart yet; campaigns.recount will.
UPDATE "campaign_totals" SET "human_opener_count" = "opener_count", "human_open_count" = "open_count",
  "human_clicker_count" = "clicker_count", "human_click_count" = "click_count";
