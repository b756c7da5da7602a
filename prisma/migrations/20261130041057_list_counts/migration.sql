CREATE TABLE "list_counts" (
    "list_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "counted_at" TIMESTAMPTZ(3) NOT NULL,
    "took_ms" INTEGER NOT NULL,

    CONSTRAINT "list_counts_pkey" PRIMARY KEY ("list_id","kind")
);

ALTER TABLE "list_counts" ADD CONSTRAINT "list_counts_list_id_fkey" FOREIGN KEY ("list_id") REFERENCES "marketing_lists"("id") ON DELETE CASCADE ON UPDATE CASCADE;
