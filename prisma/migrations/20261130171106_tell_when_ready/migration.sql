CREATE TABLE "ready_wishes" (
    "connection_id" BIGINT NOT NULL,
    "user_id" BIGINT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ready_wishes_pkey" PRIMARY KEY ("connection_id","user_id")
);

ALTER TABLE "ready_wishes" ADD CONSTRAINT "ready_wishes_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connections"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "ready_wishes" ADD CONSTRAINT "ready_wishes_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
