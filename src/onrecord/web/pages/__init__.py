"""One module a page, or a few pages of one matter. Each has ROUTES."""
