ALTER TABLE "connections" ADD COLUMN     "paused_until" TIMESTAMPTZ(3);
