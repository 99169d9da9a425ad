"""What exists: `villages.yaml` and `content/` as frozen, checked records, or as problems. Never imports Pelican."""
