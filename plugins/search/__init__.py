"""Finding things on a site: what Pagefind is told about its pages, and everything there is from A to Z."""
