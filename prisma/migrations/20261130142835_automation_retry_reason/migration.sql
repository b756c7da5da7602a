ALTER TABLE "automations" ADD COLUMN     "retry_reason" TEXT;
