-- AlterTable
ALTER TABLE "data_fields" ADD COLUMN     "type_before" TEXT,
ADD COLUMN     "type_changed_at" TIMESTAMPTZ(3);

-- A guard that is the default was nobody's choice: it goes with the settings from now on.
UPDATE "connections" SET "options" = "options" - 'guardPercent' WHERE "options"->>'guardPercent' = '20';
UPDATE "connections" SET "options" = "options" - 'guardPeople' WHERE "options"->>'guardPeople' = '50';
