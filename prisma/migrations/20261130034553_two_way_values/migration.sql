CREATE TABLE "value_conflicts" (
    "id" BIGSERIAL NOT NULL,
    "record_id" BIGINT NOT NULL,
    "integration_id" BIGINT NOT NULL,
    "field" TEXT NOT NULL,
    "ours" TEXT,
    "theirs" TEXT,
    "winner" TEXT NOT NULL,
    "reason" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "value_conflicts_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "told_values" (
    "integration_id" BIGINT NOT NULL,
    "email_key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "told_values_pkey" PRIMARY KEY ("integration_id","email_key","name")
);

CREATE INDEX "value_conflicts_record_id_id_idx" ON "value_conflicts"("record_id", "id");

ALTER TABLE "value_conflicts" ADD CONSTRAINT "value_conflicts_record_id_fkey" FOREIGN KEY ("record_id") REFERENCES "crm_records"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "told_values" ADD CONSTRAINT "told_values_integration_id_fkey" FOREIGN KEY ("integration_id") REFERENCES "integrations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
