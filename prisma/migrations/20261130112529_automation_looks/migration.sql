CREATE TABLE "automation_looks" (
    "automation_id" BIGINT NOT NULL,
    "version" INTEGER NOT NULL,
    "state_at" TIMESTAMPTZ(3),
    "looked_at" TIMESTAMPTZ(3) NOT NULL,
    "took_ms" INTEGER NOT NULL,

    CONSTRAINT "automation_looks_pkey" PRIMARY KEY ("automation_id")
);

ALTER TABLE "automation_looks" ADD CONSTRAINT "automation_looks_automation_id_fkey" FOREIGN KEY ("automation_id") REFERENCES "automations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
