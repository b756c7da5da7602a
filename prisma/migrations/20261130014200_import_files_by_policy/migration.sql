ALTER TABLE "export_batches" ADD COLUMN     "kept_fields" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "policies" TEXT[] DEFAULT ARRAY['clear']::TEXT[];
