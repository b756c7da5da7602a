ALTER TABLE "waves" ADD COLUMN     "address_book_id" BIGINT,
ADD COLUMN     "undoes_id" BIGINT;

CREATE INDEX "waves_undoes_id_idx" ON "waves"("undoes_id");

ALTER TABLE "waves" ADD CONSTRAINT "waves_undoes_id_fkey" FOREIGN KEY ("undoes_id") REFERENCES "waves"("id") ON DELETE SET NULL ON UPDATE CASCADE;
