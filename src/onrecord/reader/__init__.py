"""The reader: one module a question, each from frozen rows to frozen rows."""
