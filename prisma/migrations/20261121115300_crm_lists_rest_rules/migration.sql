-- Order questions begin with the person (performance.md); what they ask for stands in the index.
CREATE INDEX "orders_by_record" ON "orders" ("record_id", "status") INCLUDE ("total", "placed_at");
CREATE INDEX "carts_by_record" ON "carts" ("record_id", "status") INCLUDE ("total", "touched_at");

-- Names that a person gives are one, however they are spelt.
CREATE UNIQUE INDEX "list_folders_name" ON "list_folders" (lower("name"));
CREATE UNIQUE INDEX "custom_fields_label_live" ON "custom_fields" ("entity", lower("label")) WHERE "archived_at" IS NULL;

-- A cart whose last touch is long ago is found by that.
CREATE INDEX "carts_open" ON "carts" ("touched_at") WHERE "status" = 'open';
