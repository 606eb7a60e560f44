"""From files to reports: one reader a format, told apart by content; nothing that is read is trusted."""
