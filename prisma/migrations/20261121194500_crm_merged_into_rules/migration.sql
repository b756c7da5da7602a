-- A record's page, its timeline and the way to a survivor ask who was merged into it.
CREATE INDEX "crm_records_merged_into" ON "crm_records" ("merged_into_id") WHERE "merged_into_id" IS NOT NULL;
