ALTER TABLE "integrations" ADD COLUMN     "time_zone_before" TEXT,
ADD COLUMN     "time_zone_changed_at" TIMESTAMPTZ(3);

ALTER TABLE "marketing_lists" ADD COLUMN     "evaluated_zone" TEXT,
ADD COLUMN     "time_zone" TEXT;
