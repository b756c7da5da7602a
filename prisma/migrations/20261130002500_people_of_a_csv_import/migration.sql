ALTER TABLE "csv_import_batches" ADD COLUMN "people" int8multirange NOT NULL DEFAULT '{}'::int8multirange;
