ALTER TABLE "campaign_clicks" ADD COLUMN     "machine_rule" VARCHAR(20);

ALTER TABLE "campaign_opens" ADD COLUMN     "client" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "device" VARCHAR(10) NOT NULL DEFAULT '',
ADD COLUMN     "machine_rule" VARCHAR(20);

ALTER TABLE "campaign_recipients" ADD COLUMN     "first_human_open_at" TIMESTAMPTZ(3),
ADD COLUMN     "last_human_open_at" TIMESTAMPTZ(3),
ADD COLUMN     "machine_click_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "machine_open_count" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "campaign_totals" ADD COLUMN     "counted_by" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "human_click_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "human_clicker_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "human_open_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "human_opener_count" INTEGER NOT NULL DEFAULT 0;

CREATE TABLE "campaign_slots" (
    "campaign_id" BIGINT NOT NULL,
    "kind" VARCHAR(5) NOT NULL,
    "by_machine" BOOLEAN NOT NULL,
    "slot_at" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "campaign_slots_pkey" PRIMARY KEY ("campaign_id","kind","by_machine","slot_at")
);

CREATE TABLE "campaign_links" (
    "campaign_id" BIGINT NOT NULL,
    "url_hash" BYTEA NOT NULL,
    "url" TEXT NOT NULL,
    "click_count" INTEGER NOT NULL,
    "person_count" INTEGER NOT NULL,
    "human_click_count" INTEGER NOT NULL,
    "human_person_count" INTEGER NOT NULL,

    CONSTRAINT "campaign_links_pkey" PRIMARY KEY ("campaign_id","url_hash")
);

CREATE TABLE "campaign_clients" (
    "campaign_id" BIGINT NOT NULL,
    "client" TEXT NOT NULL,
    "device" VARCHAR(10) NOT NULL,
    "by_machine" BOOLEAN NOT NULL,
    "open_count" INTEGER NOT NULL,

    CONSTRAINT "campaign_clients_pkey" PRIMARY KEY ("campaign_id","client","device","by_machine")
);

ALTER TABLE "campaign_slots" ADD CONSTRAINT "campaign_slots_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "email_campaigns"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "campaign_links" ADD CONSTRAINT "campaign_links_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "email_campaigns"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "campaign_clients" ADD CONSTRAINT "campaign_clients_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "email_campaigns"("id") ON DELETE CASCADE ON UPDATE CASCADE;
