"""PynamoDB models and their queries, one module a table; nothing of ours is imported here."""
