-- AlterTable
ALTER TABLE "csv_import_batches" ADD COLUMN     "end_byte" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "end_row" INTEGER NOT NULL DEFAULT 0;
