ALTER TABLE "field_mapping_rows" ADD COLUMN     "settings" JSONB NOT NULL DEFAULT '{}';
