-- DropColumns: nothing was ever written there
ALTER TABLE "csv_imports" DROP COLUMN "first_change_id",
DROP COLUMN "last_change_id",
ADD COLUMN     "skipped_count" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "csv_import_rows" ADD COLUMN     "outcome" TEXT NOT NULL DEFAULT 'refused';

-- CreateTable
CREATE TABLE "csv_import_batches" (
    "import_id" BIGINT NOT NULL,
    "n" INTEGER NOT NULL,
    "created" int8multirange NOT NULL,
    "first_change_id" BIGINT,
    "last_change_id" BIGINT,
    "change_count" INTEGER NOT NULL DEFAULT 0,
    "new_tag_ids" BIGINT[],

    CONSTRAINT "csv_import_batches_pkey" PRIMARY KEY ("import_id","n")
);

-- CreateTable
CREATE TABLE "csv_undo_kept" (
    "import_id" BIGINT NOT NULL,
    "record_id" BIGINT NOT NULL,
    "field" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "cause_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "csv_undo_kept_pkey" PRIMARY KEY ("import_id","record_id","field")
);

-- AddForeignKey
ALTER TABLE "csv_import_batches" ADD CONSTRAINT "csv_import_batches_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "csv_imports"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "csv_undo_kept" ADD CONSTRAINT "csv_undo_kept_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "csv_imports"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "csv_undo_kept" ADD CONSTRAINT "csv_undo_kept_record_id_fkey" FOREIGN KEY ("record_id") REFERENCES "crm_records"("id") ON DELETE CASCADE ON UPDATE CASCADE;
