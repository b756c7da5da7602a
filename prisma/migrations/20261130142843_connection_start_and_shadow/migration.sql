ALTER TABLE "connections" ADD COLUMN     "only_from" TIMESTAMPTZ(3),
ADD COLUMN     "shadow" JSONB;
