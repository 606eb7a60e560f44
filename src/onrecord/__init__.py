"""Reads news reports and keeps the record: who said and did what to whom, when, where, according to whom."""
