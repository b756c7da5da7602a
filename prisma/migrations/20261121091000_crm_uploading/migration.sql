-- A CSV file that is still arriving: what an ended upload leaves is swept away.
ALTER TYPE "csv_import_state" ADD VALUE 'uploading' BEFORE 'uploaded';
