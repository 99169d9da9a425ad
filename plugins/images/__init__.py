"""Photos as sites publish them: small, upright, without metadata. Drawings (SVG) pass through as they are."""
