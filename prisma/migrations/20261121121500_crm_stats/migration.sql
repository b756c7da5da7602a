ALTER TABLE "record_stats" ADD COLUMN     "order_currency" VARCHAR(3);

CREATE TABLE "record_stats_due" (
    "record_id" BIGINT NOT NULL,

    CONSTRAINT "record_stats_due_pkey" PRIMARY KEY ("record_id")
);
