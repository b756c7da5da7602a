CREATE TYPE "custom_field_type" AS ENUM ('text', 'number', 'date', 'yesno', 'choice');

CREATE TYPE "csv_undo_state" AS ENUM ('none', 'queued', 'running', 'finished', 'failed');

ALTER TABLE "crm_records" ADD COLUMN     "merged_into_id" BIGINT;

ALTER TABLE "csv_imports" ADD COLUMN     "first_change_id" BIGINT,
ADD COLUMN     "last_change_id" BIGINT,
ADD COLUMN     "undo" "csv_undo_state" NOT NULL DEFAULT 'none',
ADD COLUMN     "undo_counts" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "undo_position" BIGINT,
ADD COLUMN     "undone_at" TIMESTAMPTZ(3),
ADD COLUMN     "undone_by_id" BIGINT;

ALTER TABLE "marketing_lists" ADD COLUMN     "folder_id" BIGINT;

CREATE TABLE "api_tokens" (
    "id" BIGSERIAL NOT NULL,
    "user_id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "scopes" TEXT[],
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_tokens_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "idempotency_keys" (
    "token_id" BIGINT NOT NULL,
    "key" VARCHAR(255) NOT NULL,
    "route" TEXT NOT NULL,
    "body_hash" BYTEA NOT NULL,
    "status" INTEGER,
    "answer" TEXT,
    "content_type" TEXT,
    "held_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("token_id","key")
);

CREATE TABLE "custom_fields" (
    "id" BIGSERIAL NOT NULL,
    "entity" "crm_entity" NOT NULL,
    "key" VARCHAR(40) NOT NULL,
    "label" TEXT NOT NULL,
    "type" "custom_field_type" NOT NULL,
    "choices" JSONB NOT NULL DEFAULT '[]',
    "position" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "custom_fields_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "orders" (
    "id" BIGSERIAL NOT NULL,
    "external_id" TEXT NOT NULL,
    "record_id" BIGINT NOT NULL,
    "number" TEXT,
    "status" TEXT NOT NULL,
    "currency" VARCHAR(3) NOT NULL,
    "total" DECIMAL(14,2) NOT NULL,
    "placed_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "orders_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "order_items" (
    "order_id" BIGINT NOT NULL,
    "n" INTEGER NOT NULL,
    "sku" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "quantity" DECIMAL(12,3) NOT NULL,
    "unit_price" DECIMAL(14,2) NOT NULL,

    CONSTRAINT "order_items_pkey" PRIMARY KEY ("order_id","n")
);

CREATE TABLE "carts" (
    "id" BIGSERIAL NOT NULL,
    "external_id" TEXT NOT NULL,
    "record_id" BIGINT NOT NULL,
    "status" TEXT NOT NULL,
    "currency" VARCHAR(3) NOT NULL,
    "total" DECIMAL(14,2) NOT NULL,
    "url" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "touched_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "carts_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "cart_items" (
    "cart_id" BIGINT NOT NULL,
    "n" INTEGER NOT NULL,
    "sku" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "quantity" DECIMAL(12,3) NOT NULL,
    "unit_price" DECIMAL(14,2) NOT NULL,

    CONSTRAINT "cart_items_pkey" PRIMARY KEY ("cart_id","n")
);

CREATE TABLE "record_stats" (
    "record_id" BIGINT NOT NULL,
    "order_count" INTEGER NOT NULL DEFAULT 0,
    "lifetime_value" DECIMAL(16,2) NOT NULL DEFAULT 0,
    "average_order" DECIMAL(14,2),
    "first_order_at" TIMESTAMPTZ(3),
    "last_order_at" TIMESTAMPTZ(3),
    "days_since_last_order" INTEGER,
    "abandoned_cart_value" DECIMAL(14,2),
    "abandoned_cart_at" TIMESTAMPTZ(3),
    "last_sent_at" TIMESTAMPTZ(3),
    "last_open_at" TIMESTAMPTZ(3),
    "last_click_at" TIMESTAMPTZ(3),
    "received_count" INTEGER NOT NULL DEFAULT 0,
    "opened_count" INTEGER NOT NULL DEFAULT 0,
    "clicked_count" INTEGER NOT NULL DEFAULT 0,
    "engagement_score" INTEGER NOT NULL DEFAULT 0,
    "computed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "record_stats_pkey" PRIMARY KEY ("record_id")
);

CREATE TABLE "record_events" (
    "id" BIGSERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "email_key" TEXT NOT NULL,
    "record_id" BIGINT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "payload" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "record_events_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "record_merges" (
    "id" BIGSERIAL NOT NULL,
    "entity" "crm_entity" NOT NULL,
    "winner_id" BIGINT NOT NULL,
    "loser_id" BIGINT NOT NULL,
    "before" JSONB NOT NULL,
    "merged_by_id" BIGINT,
    "merged_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "record_merges_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "csv_mapping_memory" (
    "entity" "crm_entity" NOT NULL,
    "heading" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "csv_mapping_memory_pkey" PRIMARY KEY ("entity","heading")
);

CREATE TABLE "list_folders" (
    "id" BIGSERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "list_folders_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "list_favourites" (
    "user_id" BIGINT NOT NULL,
    "list_id" BIGINT NOT NULL,

    CONSTRAINT "list_favourites_pkey" PRIMARY KEY ("user_id","list_id")
);

CREATE TABLE "saved_views" (
    "id" BIGSERIAL NOT NULL,
    "user_id" BIGINT NOT NULL,
    "grid" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_views_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "api_tokens_hash_key" ON "api_tokens"("hash");

CREATE INDEX "api_tokens_user_id_idx" ON "api_tokens"("user_id");

CREATE INDEX "idempotency_keys_created_at_idx" ON "idempotency_keys"("created_at");

CREATE UNIQUE INDEX "custom_fields_entity_key_key" ON "custom_fields"("entity", "key");

CREATE UNIQUE INDEX "orders_external_id_key" ON "orders"("external_id");

CREATE UNIQUE INDEX "carts_external_id_key" ON "carts"("external_id");

CREATE INDEX "record_events_record_id_at_idx" ON "record_events"("record_id", "at");

CREATE INDEX "record_events_name_at_idx" ON "record_events"("name", "at");

CREATE INDEX "record_merges_winner_id_idx" ON "record_merges"("winner_id");

CREATE UNIQUE INDEX "saved_views_user_id_grid_name_key" ON "saved_views"("user_id", "grid", "name");

ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_token_id_fkey" FOREIGN KEY ("token_id") REFERENCES "api_tokens"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "orders" ADD CONSTRAINT "orders_record_id_fkey" FOREIGN KEY ("record_id") REFERENCES "crm_records"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "order_items" ADD CONSTRAINT "order_items_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "carts" ADD CONSTRAINT "carts_record_id_fkey" FOREIGN KEY ("record_id") REFERENCES "crm_records"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "cart_items" ADD CONSTRAINT "cart_items_cart_id_fkey" FOREIGN KEY ("cart_id") REFERENCES "carts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "record_stats" ADD CONSTRAINT "record_stats_record_id_fkey" FOREIGN KEY ("record_id") REFERENCES "crm_records"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "record_events" ADD CONSTRAINT "record_events_record_id_fkey" FOREIGN KEY ("record_id") REFERENCES "crm_records"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "marketing_lists" ADD CONSTRAINT "marketing_lists_folder_id_fkey" FOREIGN KEY ("folder_id") REFERENCES "list_folders"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "list_favourites" ADD CONSTRAINT "list_favourites_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "list_favourites" ADD CONSTRAINT "list_favourites_list_id_fkey" FOREIGN KEY ("list_id") REFERENCES "marketing_lists"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
