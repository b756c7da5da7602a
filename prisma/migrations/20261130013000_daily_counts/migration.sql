-- CreateTable
CREATE TABLE "daily_counts" (
    "day" DATE NOT NULL,
    "mailable_count" INTEGER,
    "joined_count" INTEGER NOT NULL DEFAULT 0,
    "left_count" INTEGER NOT NULL DEFAULT 0,
    "opted_out_count" INTEGER NOT NULL DEFAULT 0,
    "counted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "daily_counts_pkey" PRIMARY KEY ("day")
);

-- CreateTable
CREATE TABLE "engagement_counts" (
    "entity" "crm_entity" NOT NULL,
    "active_count" INTEGER NOT NULL,
    "cooling_count" INTEGER NOT NULL,
    "sleeping_count" INTEGER NOT NULL,
    "counted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "engagement_counts_pkey" PRIMARY KEY ("entity")
);
