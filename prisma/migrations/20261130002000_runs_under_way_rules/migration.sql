-- Pages that follow work ask once a second which runs are under way, among all that ever were.
CREATE INDEX sync_runs_under_way ON sync_runs (id) WHERE state IN ('running', 'waiting');
