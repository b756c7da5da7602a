ALTER TABLE "record_stats" ADD COLUMN     "abandoned_cart_currency" VARCHAR(3),
ADD COLUMN     "lifetime_value_currency" VARCHAR(3),
ADD COLUMN     "lifetime_value_left_out" TEXT;

ALTER TABLE "record_stats_due" ADD COLUMN     "orders" BOOLEAN NOT NULL DEFAULT false;

CREATE TABLE "exchange_rates" (
    "base" VARCHAR(3) NOT NULL,
    "currency" VARCHAR(3) NOT NULL,
    "day" DATE NOT NULL,
    "rate" DECIMAL(20,10) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "exchange_rates_pkey" PRIMARY KEY ("base","currency","day")
);
