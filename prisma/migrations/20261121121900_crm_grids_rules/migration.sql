-- docs/decisions/0009: a grid of a million people opens in milliseconds at any page of any sort it offers.
CREATE INDEX "crm_records_by_name" ON "crm_records"
  ("entity", lower(coalesce("last_name" || coalesce(' ' || "first_name", ''), "first_name", "email", "phone", "mobile", "company", '')), "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "crm_records_by_company" ON "crm_records" ("entity", lower("company"), "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "crm_records_by_created" ON "crm_records" ("entity", "created_at", "id") WHERE "deleted_at" IS NULL;

-- What a grid's first sentence counts; few rows, so cheap to keep.
CREATE INDEX "crm_records_without_email_live" ON "crm_records" ("entity", "id") WHERE "email_key" IS NULL AND "deleted_at" IS NULL;
CREATE INDEX "crm_records_opted_out_live" ON "crm_records" ("entity", "id") WHERE "consent_state" = 'withdrawn' AND "deleted_at" IS NULL;

-- Search finds a word anywhere in name, address, company or number.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX "crm_records_search" ON "crm_records" USING gin (
  lower(coalesce("email", '') || ' ' || coalesce("first_name", '') || ' ' || coalesce("last_name", '') || ' ' || coalesce("company", '') || ' ' || coalesce("phone", '') || ' ' || coalesce("mobile", ''))
  gin_trgm_ops) WHERE "deleted_at" IS NULL;
