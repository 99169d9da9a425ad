"""Measures the built sites as their readers get them: `./site audit`; what it looks at a page with serves the browser tests too."""
