CREATE TYPE "csv_import_kind" AS ENUM ('people', 'suppression');

ALTER TABLE "consents" ADD COLUMN     "source" TEXT;

ALTER TABLE "csv_imports" ADD COLUMN     "answers" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "columns" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "kind" "csv_import_kind" NOT NULL DEFAULT 'people',
ADD COLUMN     "left_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "profile" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "recipe" TEXT;

-- Columns that nobody chose were remembered as left out; which of them somebody did choose can't be told any more.
DELETE FROM "csv_mapping_memory" WHERE "field" = '';

-- How cells are read is fixed at the start now: what waits goes back to its mapping step, what is half done ends there and can be undone.
UPDATE "csv_imports" SET "state" = 'uploaded' WHERE "state" = 'queued' AND "done_row_count" = 0;
UPDATE "csv_imports" SET "state" = 'failed', "finished_at" = now(), "lease_until" = NULL,
  "error" = 'Dotbridge was updated while this import was under way. The rows so far are in; upload the file again for the others.'
WHERE "state" IN ('queued', 'running');
