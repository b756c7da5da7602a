ALTER TABLE "api_tokens" ADD COLUMN "last_used_program" TEXT,
ADD COLUMN "last_used_source" TEXT;
