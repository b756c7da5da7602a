-- Filters compare texts by lower(); what the planner knows of the columns themselves doesn't help it there.
CREATE STATISTICS "crm_records_any_case_email" ON (lower("email")) FROM "crm_records";
CREATE STATISTICS "crm_records_any_case_first_name" ON (lower("first_name")) FROM "crm_records";
CREATE STATISTICS "crm_records_any_case_last_name" ON (lower("last_name")) FROM "crm_records";
CREATE STATISTICS "crm_records_any_case_city" ON (lower("city")) FROM "crm_records";
CREATE STATISTICS "crm_records_any_case_country" ON (lower("country")) FROM "crm_records";
CREATE STATISTICS "crm_records_any_case_language" ON (lower("language")) FROM "crm_records";
CREATE STATISTICS "crm_records_any_case_source" ON (lower("source")) FROM "crm_records";
CREATE STATISTICS "order_items_any_case_sku" ON (lower("sku")) FROM "order_items";
CREATE STATISTICS "order_items_any_case_name" ON (lower("name")) FROM "order_items";
CREATE STATISTICS "campaign_clicks_any_case_url" ON (lower("url")) FROM "campaign_clicks";
