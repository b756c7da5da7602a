CREATE TABLE "field_mapping_versions" (
    "mapping_id" BIGINT NOT NULL,
    "version" INTEGER NOT NULL,
    "document" JSONB NOT NULL,
    "cause" TEXT NOT NULL,
    "origin" TEXT,
    "actor_id" BIGINT,
    "actor_label" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "field_mapping_versions_pkey" PRIMARY KEY ("mapping_id","version")
);

ALTER TABLE "field_mapping_versions" ADD CONSTRAINT "field_mapping_versions_mapping_id_fkey" FOREIGN KEY ("mapping_id") REFERENCES "field_mappings"("id") ON DELETE CASCADE ON UPDATE CASCADE;
