ALTER TABLE "planned_changes" ADD COLUMN     "tried_at" TIMESTAMPTZ(3);
