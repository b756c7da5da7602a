ALTER TABLE "crm_records" ADD COLUMN     "birthday_month_day" VARCHAR(5);
