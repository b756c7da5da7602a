ALTER TABLE "connections" ADD COLUMN     "disconnected_from" "connection_state";
