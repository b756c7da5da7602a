ALTER TABLE "connections" ADD COLUMN     "restored_at" TIMESTAMPTZ(3);
