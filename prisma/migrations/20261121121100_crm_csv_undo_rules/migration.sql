-- Which import created this record?
CREATE INDEX "csv_import_batches_created" ON "csv_import_batches" USING gist ("created");
-- Erasing a record takes what an undo kept of it along.
CREATE INDEX "csv_undo_kept_record" ON "csv_undo_kept" ("record_id");
