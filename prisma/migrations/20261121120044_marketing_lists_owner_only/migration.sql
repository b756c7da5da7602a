ALTER TABLE "marketing_lists" ADD COLUMN "owner_only" BOOLEAN NOT NULL DEFAULT false;
