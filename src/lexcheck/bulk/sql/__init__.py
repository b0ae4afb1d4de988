"""The one dialect: all SQL is made here, for DuckDB."""
