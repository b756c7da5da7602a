-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "crm_entity" AS ENUM ('contact', 'lead', 'customer');

-- CreateEnum
CREATE TYPE "consent_state" AS ENUM ('unknown', 'given', 'withdrawn');

-- CreateEnum
CREATE TYPE "csv_import_state" AS ENUM ('uploaded', 'queued', 'running', 'finished', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "connection_state" AS ENUM ('active', 'paused', 'stopped', 'held', 'disconnected');

-- CreateEnum
CREATE TYPE "wave_phase" AS ENUM ('planning', 'sending', 'settling', 'settled', 'failed', 'rejected', 'cancelled');

-- CreateEnum
CREATE TYPE "batch_state" AS ENUM ('prepared', 'sending', 'submitted', 'finished', 'rejected', 'unknown');

-- CreateEnum
CREATE TYPE "list_type" AS ENUM ('dynamic', 'on_demand', 'manual');

-- CreateEnum
CREATE TYPE "list_evaluation_state" AS ENUM ('never', 'fresh', 'failed');

-- CreateEnum
CREATE TYPE "sync_run_state" AS ENUM ('running', 'waiting', 'finished', 'failed', 'rejected', 'cancelled');

-- CreateEnum
CREATE TYPE "role" AS ENUM ('viewer', 'marketer', 'admin');

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_id" BIGINT,
    "actor_label" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "settings" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "settings_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "email_campaigns" (
    "id" BIGSERIAL NOT NULL,
    "integration_id" BIGINT NOT NULL,
    "dotdigital_id" INTEGER NOT NULL,
    "marketing_campaign_id" BIGINT,
    "name" TEXT NOT NULL,
    "subject" TEXT NOT NULL DEFAULT '',
    "from_name" TEXT NOT NULL DEFAULT '',
    "from_address" TEXT NOT NULL DEFAULT '',
    "reply_action" TEXT NOT NULL DEFAULT '',
    "reply_to_address" TEXT NOT NULL DEFAULT '',
    "is_split_test" BOOLEAN NOT NULL DEFAULT false,
    "status" TEXT NOT NULL,
    "html_content" TEXT,
    "plain_text_content" TEXT,
    "sent_at" TIMESTAMPTZ(3),
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "gone_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "email_campaigns_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "email_campaign_books" (
    "campaign_id" BIGINT NOT NULL,
    "address_book_id" BIGINT NOT NULL,

    CONSTRAINT "email_campaign_books_pkey" PRIMARY KEY ("campaign_id","address_book_id")
);

-- CreateTable
CREATE TABLE "marketing_campaigns" (
    "id" BIGSERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "code" VARCHAR(20) NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "start_at" DATE,
    "end_at" DATE,
    "owner_id" BIGINT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "marketing_campaigns_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign_summaries" (
    "campaign_id" BIGINT NOT NULL,
    "numbers" JSONB NOT NULL,
    "fetched_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "campaign_summaries_pkey" PRIMARY KEY ("campaign_id")
);

-- CreateTable
CREATE TABLE "campaign_recipients" (
    "campaign_id" BIGINT NOT NULL,
    "dotdigital_contact_id" INTEGER NOT NULL,
    "email_key" TEXT NOT NULL,
    "open_count" INTEGER NOT NULL DEFAULT 0,
    "click_count" INTEGER NOT NULL DEFAULT 0,
    "reply_count" INTEGER NOT NULL DEFAULT 0,
    "forward_count" INTEGER NOT NULL DEFAULT 0,
    "page_view_count" INTEGER NOT NULL DEFAULT 0,
    "sent_at" TIMESTAMPTZ(3),
    "first_opened_at" TIMESTAMPTZ(3),
    "last_opened_at" TIMESTAMPTZ(3),
    "unsubscribed" BOOLEAN NOT NULL DEFAULT false,
    "soft_bounced" BOOLEAN NOT NULL DEFAULT false,
    "hard_bounced" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "campaign_recipients_pkey" PRIMARY KEY ("campaign_id","dotdigital_contact_id")
);

-- CreateTable
CREATE TABLE "campaign_opens" (
    "campaign_id" BIGINT NOT NULL,
    "dotdigital_contact_id" INTEGER NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "email_key" TEXT NOT NULL,
    "mail_client" TEXT NOT NULL DEFAULT '',
    "user_agent" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "campaign_opens_pkey" PRIMARY KEY ("campaign_id","dotdigital_contact_id","opened_at")
);

-- CreateTable
CREATE TABLE "campaign_clicks" (
    "campaign_id" BIGINT NOT NULL,
    "dotdigital_contact_id" INTEGER NOT NULL,
    "clicked_at" TIMESTAMPTZ(3) NOT NULL,
    "url" TEXT NOT NULL,
    "url_hash" BYTEA NOT NULL,
    "email_key" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "campaign_clicks_pkey" PRIMARY KEY ("campaign_id","dotdigital_contact_id","clicked_at","url_hash")
);

-- CreateTable
CREATE TABLE "crm_records" (
    "id" BIGSERIAL NOT NULL,
    "entity" "crm_entity" NOT NULL,
    "email" TEXT,
    "email_key" TEXT,
    "external_id" TEXT,
    "first_name" TEXT,
    "last_name" TEXT,
    "phone" TEXT,
    "phone_e164" TEXT,
    "mobile" TEXT,
    "mobile_e164" TEXT,
    "company" TEXT,
    "job_title" TEXT,
    "birthday" DATE,
    "gender" TEXT,
    "street" TEXT,
    "city" TEXT,
    "region" TEXT,
    "postal_code" TEXT,
    "country" TEXT,
    "language" TEXT,
    "source" TEXT,
    "website" TEXT,
    "custom" JSONB NOT NULL DEFAULT '{}',
    "consent_state" "consent_state" NOT NULL DEFAULT 'unknown',
    "consent_at" TIMESTAMPTZ(3),
    "owner_id" BIGINT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "crm_records_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consents" (
    "id" BIGSERIAL NOT NULL,
    "record_id" BIGINT NOT NULL,
    "state" "consent_state" NOT NULL,
    "text" TEXT,
    "origin" TEXT NOT NULL,
    "consent_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "consents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tags" (
    "id" BIGSERIAL NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "tags_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "record_tags" (
    "record_id" BIGINT NOT NULL,
    "tag_id" BIGINT NOT NULL,

    CONSTRAINT "record_tags_pkey" PRIMARY KEY ("record_id","tag_id")
);

-- CreateTable
CREATE TABLE "record_changes" (
    "id" BIGSERIAL NOT NULL,
    "record_id" BIGINT NOT NULL,
    "field" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "origin" TEXT NOT NULL,
    "cause_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "record_changes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "csv_imports" (
    "id" BIGSERIAL NOT NULL,
    "entity" "crm_entity" NOT NULL,
    "file_name" TEXT NOT NULL,
    "byte_count" BIGINT NOT NULL,
    "encoding" TEXT NOT NULL,
    "delimiter" TEXT NOT NULL,
    "headers" JSONB NOT NULL,
    "mapping" JSONB NOT NULL DEFAULT '{}',
    "options" JSONB NOT NULL DEFAULT '{}',
    "state" "csv_import_state" NOT NULL DEFAULT 'uploaded',
    "row_count" INTEGER NOT NULL DEFAULT 0,
    "created_count" INTEGER NOT NULL DEFAULT 0,
    "updated_count" INTEGER NOT NULL DEFAULT 0,
    "unchanged_count" INTEGER NOT NULL DEFAULT 0,
    "rejected_count" INTEGER NOT NULL DEFAULT 0,
    "done_row_count" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "created_by_id" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "lease_owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "fence" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "csv_imports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "csv_import_chunks" (
    "import_id" BIGINT NOT NULL,
    "n" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "csv_import_chunks_pkey" PRIMARY KEY ("import_id","n")
);

-- CreateTable
CREATE TABLE "csv_import_rows" (
    "import_id" BIGINT NOT NULL,
    "row_number" INTEGER NOT NULL,
    "cells" JSONB NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "csv_import_rows_pkey" PRIMARY KEY ("import_id","row_number")
);

-- CreateTable
CREATE TABLE "connections" (
    "id" BIGSERIAL NOT NULL,
    "list_id" BIGINT NOT NULL,
    "integration_id" BIGINT NOT NULL,
    "address_book_id" BIGINT NOT NULL,
    "options" JSONB NOT NULL DEFAULT '{}',
    "state" "connection_state" NOT NULL DEFAULT 'active',
    "state_code" TEXT,
    "state_message" TEXT,
    "next_export_at" TIMESTAMPTZ(3),
    "last_exported_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "connections_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "waves" (
    "id" BIGSERIAL NOT NULL,
    "connection_id" BIGINT NOT NULL,
    "sync_run_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "phase" "wave_phase" NOT NULL DEFAULT 'planning',
    "counts" JSONB NOT NULL DEFAULT '{}',
    "error_code" TEXT,
    "error_message" TEXT,
    "next_step_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "lease_owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "fence" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "waves_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "planned_changes" (
    "wave_id" BIGINT NOT NULL,
    "n" INTEGER NOT NULL,
    "email_key" TEXT,
    "email" TEXT,
    "record_id" BIGINT,
    "action" TEXT NOT NULL,
    "wanted_hash" BYTEA,
    "wanted_values" JSONB,
    "held_values" JSONB,
    "batch_id" BIGINT,
    "outcome" TEXT,
    "reason_code" TEXT,
    "reason_text" TEXT,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "planned_changes_pkey" PRIMARY KEY ("wave_id","n")
);

-- CreateTable
CREATE TABLE "export_batches" (
    "id" BIGSERIAL NOT NULL,
    "wave_id" BIGINT NOT NULL,
    "n" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "row_count" INTEGER NOT NULL,
    "byte_count" INTEGER,
    "state" "batch_state" NOT NULL DEFAULT 'prepared',
    "dotdigital_import_id" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "submitted_at" TIMESTAMPTZ(3),
    "next_poll_at" TIMESTAMPTZ(3),
    "poll_count" INTEGER NOT NULL DEFAULT 0,
    "report" JSONB,
    "last_error" TEXT,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "export_batches_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_cursors" (
    "integration_id" BIGINT NOT NULL,
    "connector" TEXT NOT NULL,
    "scope_id" TEXT NOT NULL DEFAULT '',
    "since" TIMESTAMPTZ(3),
    "position" JSONB,
    "last_success_at" TIMESTAMPTZ(3),
    "failing_since" TIMESTAMPTZ(3),
    "last_error" TEXT,

    CONSTRAINT "import_cursors_pkey" PRIMARY KEY ("integration_id","connector","scope_id")
);

-- CreateTable
CREATE TABLE "import_leases" (
    "integration_id" BIGINT NOT NULL,
    "lease_owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "fence" BIGINT NOT NULL DEFAULT 0,
    "sync_run_id" BIGINT,

    CONSTRAINT "import_leases_pkey" PRIMARY KEY ("integration_id")
);

-- CreateTable
CREATE TABLE "integrations" (
    "id" BIGSERIAL NOT NULL,
    "name" VARCHAR(255) NOT NULL,
    "username" TEXT NOT NULL,
    "api_endpoint" TEXT,
    "region" TEXT,
    "account_id" BIGINT,
    "account_name" TEXT,
    "time_zone" TEXT,
    "email_credits" INTEGER,
    "client_id" TEXT,
    "oauth_domain" TEXT,
    "default_owner_id" BIGINT,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "health_code" TEXT,
    "health_message" TEXT,
    "failing_since" TIMESTAMPTZ(3),
    "next_import_at" TIMESTAMPTZ(3),
    "last_import_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "integrations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "integration_secrets" (
    "integration_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "ciphertext" BYTEA NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "integration_secrets_pkey" PRIMARY KEY ("integration_id","kind")
);

-- CreateTable
CREATE TABLE "api_budgets" (
    "integration_id" BIGINT NOT NULL,
    "tier" TEXT NOT NULL,
    "call_limit" INTEGER NOT NULL,
    "remaining" INTEGER NOT NULL,
    "reset_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_budgets_pkey" PRIMARY KEY ("integration_id","tier")
);

-- CreateTable
CREATE TABLE "address_books" (
    "id" BIGSERIAL NOT NULL,
    "integration_id" BIGINT NOT NULL,
    "dotdigital_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "visibility" TEXT NOT NULL,
    "contact_count" INTEGER NOT NULL DEFAULT 0,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "gone_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "address_books_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data_fields" (
    "id" BIGSERIAL NOT NULL,
    "integration_id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "visibility" TEXT NOT NULL,
    "default_value" JSONB,
    "notes" TEXT NOT NULL DEFAULT '',
    "is_system" BOOLEAN NOT NULL DEFAULT false,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "gone_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "data_fields_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "field_mappings" (
    "id" BIGSERIAL NOT NULL,
    "integration_id" BIGINT NOT NULL,
    "entity" "crm_entity" NOT NULL,
    "sync_priority" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "field_mappings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "field_mapping_rows" (
    "id" BIGSERIAL NOT NULL,
    "mapping_id" BIGINT NOT NULL,
    "data_field_id" BIGINT NOT NULL,
    "sources" TEXT[],
    "separator" TEXT NOT NULL DEFAULT ' ',
    "position" INTEGER NOT NULL,

    CONSTRAINT "field_mapping_rows_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dotdigital_contacts" (
    "integration_id" BIGINT NOT NULL,
    "email_key" TEXT NOT NULL,
    "dotdigital_id" INTEGER,
    "status" TEXT,
    "status_at" TIMESTAMPTZ(3),
    "opt_in_type" TEXT,
    "email_type" TEXT,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "dotdigital_contacts_pkey" PRIMARY KEY ("integration_id","email_key")
);

-- CreateTable
CREATE TABLE "book_members" (
    "address_book_id" BIGINT NOT NULL,
    "email_key" TEXT NOT NULL,
    "present" BOOLEAN NOT NULL,
    "put_there_by_us" BOOLEAN NOT NULL DEFAULT false,
    "record_id" BIGINT,
    "held_hash" BYTEA,
    "held_values" JSONB,
    "unsubscribed_at" TIMESTAMPTZ(3),
    "seen_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "book_members_pkey" PRIMARY KEY ("address_book_id","email_key")
);

-- CreateTable
CREATE TABLE "marketing_lists" (
    "id" BIGSERIAL NOT NULL,
    "name" VARCHAR(255) NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "entity" "crm_entity" NOT NULL,
    "type" "list_type" NOT NULL,
    "columns" TEXT[],
    "filter" JSONB NOT NULL,
    "owner_id" BIGINT,
    "include_contacted" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "evaluation_state" "list_evaluation_state" NOT NULL DEFAULT 'never',
    "evaluated_at" TIMESTAMPTZ(3),
    "evaluation_ms" INTEGER,
    "evaluation_error" TEXT,
    "evaluated_version" INTEGER,
    "member_count" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "marketing_lists_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "list_items" (
    "list_id" BIGINT NOT NULL,
    "record_id" BIGINT NOT NULL,
    "in_filter" BOOLEAN NOT NULL,
    "removed_at" TIMESTAMPTZ(3),
    "removed_by_id" BIGINT,
    "unsubscribed_at" TIMESTAMPTZ(3),
    "unsubscribed_reason" TEXT,
    "joined_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "left_at" TIMESTAMPTZ(3),
    "contacted_count" INTEGER NOT NULL DEFAULT 0,
    "last_contacted_at" TIMESTAMPTZ(3),

    CONSTRAINT "list_items_pkey" PRIMARY KEY ("list_id","record_id")
);

-- CreateTable
CREATE TABLE "list_events" (
    "id" BIGSERIAL NOT NULL,
    "list_id" BIGINT NOT NULL,
    "record_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "list_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sync_runs" (
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "trigger" TEXT NOT NULL,
    "integration_id" BIGINT NOT NULL,
    "connection_id" BIGINT,
    "requested_by_id" BIGINT,
    "state" "sync_run_state" NOT NULL DEFAULT 'running',
    "phases" JSONB NOT NULL DEFAULT '[]',
    "counts" JSONB NOT NULL DEFAULT '{}',
    "api_call_count" INTEGER NOT NULL DEFAULT 0,
    "error_code" TEXT,
    "error_message" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "sync_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sync_run_logs" (
    "id" BIGSERIAL NOT NULL,
    "run_id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "level" TEXT NOT NULL,
    "message" TEXT NOT NULL,

    CONSTRAINT "sync_run_logs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "users" (
    "id" BIGSERIAL NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "role" "role" NOT NULL,
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" UUID NOT NULL,
    "user_id" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),
    "user_agent" TEXT,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limits" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "audit_entries_subject_type_subject_id_idx" ON "audit_entries"("subject_type", "subject_id");

-- CreateIndex
CREATE INDEX "audit_entries_at_idx" ON "audit_entries"("at");

-- CreateIndex
CREATE UNIQUE INDEX "email_campaigns_integration_id_dotdigital_id_key" ON "email_campaigns"("integration_id", "dotdigital_id");

-- CreateIndex
CREATE UNIQUE INDEX "marketing_campaigns_code_key" ON "marketing_campaigns"("code");

-- CreateIndex
CREATE INDEX "campaign_opens_campaign_id_opened_at_idx" ON "campaign_opens"("campaign_id", "opened_at");

-- CreateIndex
CREATE INDEX "campaign_clicks_campaign_id_clicked_at_idx" ON "campaign_clicks"("campaign_id", "clicked_at");

-- CreateIndex
CREATE INDEX "crm_records_entity_email_key_idx" ON "crm_records"("entity", "email_key");

-- CreateIndex
CREATE INDEX "crm_records_email_key_idx" ON "crm_records"("email_key");

-- CreateIndex
CREATE INDEX "crm_records_entity_id_idx" ON "crm_records"("entity", "id");

-- CreateIndex
CREATE INDEX "crm_records_entity_external_id_idx" ON "crm_records"("entity", "external_id");

-- CreateIndex
CREATE INDEX "consents_record_id_idx" ON "consents"("record_id");

-- CreateIndex
CREATE UNIQUE INDEX "tags_name_key" ON "tags"("name");

-- CreateIndex
CREATE INDEX "record_tags_tag_id_record_id_idx" ON "record_tags"("tag_id", "record_id");

-- CreateIndex
CREATE INDEX "record_changes_record_id_id_idx" ON "record_changes"("record_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "waves_sync_run_id_key" ON "waves"("sync_run_id");

-- CreateIndex
CREATE INDEX "waves_connection_id_id_idx" ON "waves"("connection_id", "id");

-- CreateIndex
CREATE INDEX "planned_changes_batch_id_idx" ON "planned_changes"("batch_id");

-- CreateIndex
CREATE UNIQUE INDEX "export_batches_wave_id_n_key" ON "export_batches"("wave_id", "n");

-- CreateIndex
CREATE UNIQUE INDEX "integrations_name_key" ON "integrations"("name");

-- CreateIndex
CREATE UNIQUE INDEX "address_books_integration_id_dotdigital_id_key" ON "address_books"("integration_id", "dotdigital_id");

-- CreateIndex
CREATE UNIQUE INDEX "field_mappings_integration_id_entity_key" ON "field_mappings"("integration_id", "entity");

-- CreateIndex
CREATE UNIQUE INDEX "field_mapping_rows_mapping_id_data_field_id_key" ON "field_mapping_rows"("mapping_id", "data_field_id");

-- CreateIndex
CREATE UNIQUE INDEX "dotdigital_contacts_integration_id_dotdigital_id_key" ON "dotdigital_contacts"("integration_id", "dotdigital_id");

-- CreateIndex
CREATE INDEX "book_members_email_key_idx" ON "book_members"("email_key");

-- CreateIndex
CREATE INDEX "list_items_record_id_idx" ON "list_items"("record_id");

-- CreateIndex
CREATE INDEX "list_events_list_id_at_idx" ON "list_events"("list_id", "at");

-- CreateIndex
CREATE INDEX "list_events_record_id_at_idx" ON "list_events"("record_id", "at");

-- CreateIndex
CREATE INDEX "sync_runs_integration_id_id_idx" ON "sync_runs"("integration_id", "id");

-- CreateIndex
CREATE INDEX "sync_runs_connection_id_id_idx" ON "sync_runs"("connection_id", "id");

-- CreateIndex
CREATE INDEX "sync_run_logs_run_id_id_idx" ON "sync_run_logs"("run_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

-- AddForeignKey
ALTER TABLE "email_campaigns" ADD CONSTRAINT "email_campaigns_integration_id_fkey" FOREIGN KEY ("integration_id") REFERENCES "integrations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "email_campaigns" ADD CONSTRAINT "email_campaigns_marketing_campaign_id_fkey" FOREIGN KEY ("marketing_campaign_id") REFERENCES "marketing_campaigns"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "email_campaign_books" ADD CONSTRAINT "email_campaign_books_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "email_campaigns"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "email_campaign_books" ADD CONSTRAINT "email_campaign_books_address_book_id_fkey" FOREIGN KEY ("address_book_id") REFERENCES "address_books"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_summaries" ADD CONSTRAINT "campaign_summaries_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "email_campaigns"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_recipients" ADD CONSTRAINT "campaign_recipients_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "email_campaigns"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_opens" ADD CONSTRAINT "campaign_opens_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "email_campaigns"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_clicks" ADD CONSTRAINT "campaign_clicks_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "email_campaigns"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "crm_records" ADD CONSTRAINT "crm_records_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consents" ADD CONSTRAINT "consents_record_id_fkey" FOREIGN KEY ("record_id") REFERENCES "crm_records"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "record_tags" ADD CONSTRAINT "record_tags_record_id_fkey" FOREIGN KEY ("record_id") REFERENCES "crm_records"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "record_tags" ADD CONSTRAINT "record_tags_tag_id_fkey" FOREIGN KEY ("tag_id") REFERENCES "tags"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "record_changes" ADD CONSTRAINT "record_changes_record_id_fkey" FOREIGN KEY ("record_id") REFERENCES "crm_records"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "csv_import_chunks" ADD CONSTRAINT "csv_import_chunks_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "csv_imports"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "csv_import_rows" ADD CONSTRAINT "csv_import_rows_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "csv_imports"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connections" ADD CONSTRAINT "connections_list_id_fkey" FOREIGN KEY ("list_id") REFERENCES "marketing_lists"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connections" ADD CONSTRAINT "connections_integration_id_fkey" FOREIGN KEY ("integration_id") REFERENCES "integrations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connections" ADD CONSTRAINT "connections_address_book_id_fkey" FOREIGN KEY ("address_book_id") REFERENCES "address_books"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "waves" ADD CONSTRAINT "waves_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connections"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "waves" ADD CONSTRAINT "waves_sync_run_id_fkey" FOREIGN KEY ("sync_run_id") REFERENCES "sync_runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "planned_changes" ADD CONSTRAINT "planned_changes_wave_id_fkey" FOREIGN KEY ("wave_id") REFERENCES "waves"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "export_batches" ADD CONSTRAINT "export_batches_wave_id_fkey" FOREIGN KEY ("wave_id") REFERENCES "waves"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_cursors" ADD CONSTRAINT "import_cursors_integration_id_fkey" FOREIGN KEY ("integration_id") REFERENCES "integrations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "integrations" ADD CONSTRAINT "integrations_default_owner_id_fkey" FOREIGN KEY ("default_owner_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "integration_secrets" ADD CONSTRAINT "integration_secrets_integration_id_fkey" FOREIGN KEY ("integration_id") REFERENCES "integrations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_budgets" ADD CONSTRAINT "api_budgets_integration_id_fkey" FOREIGN KEY ("integration_id") REFERENCES "integrations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "address_books" ADD CONSTRAINT "address_books_integration_id_fkey" FOREIGN KEY ("integration_id") REFERENCES "integrations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "data_fields" ADD CONSTRAINT "data_fields_integration_id_fkey" FOREIGN KEY ("integration_id") REFERENCES "integrations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "field_mappings" ADD CONSTRAINT "field_mappings_integration_id_fkey" FOREIGN KEY ("integration_id") REFERENCES "integrations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "field_mapping_rows" ADD CONSTRAINT "field_mapping_rows_mapping_id_fkey" FOREIGN KEY ("mapping_id") REFERENCES "field_mappings"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "field_mapping_rows" ADD CONSTRAINT "field_mapping_rows_data_field_id_fkey" FOREIGN KEY ("data_field_id") REFERENCES "data_fields"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dotdigital_contacts" ADD CONSTRAINT "dotdigital_contacts_integration_id_fkey" FOREIGN KEY ("integration_id") REFERENCES "integrations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "book_members" ADD CONSTRAINT "book_members_address_book_id_fkey" FOREIGN KEY ("address_book_id") REFERENCES "address_books"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "marketing_lists" ADD CONSTRAINT "marketing_lists_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "list_items" ADD CONSTRAINT "list_items_list_id_fkey" FOREIGN KEY ("list_id") REFERENCES "marketing_lists"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sync_run_logs" ADD CONSTRAINT "sync_run_logs_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "sync_runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

