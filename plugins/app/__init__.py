"""Each site as an app: its manifest, its icons, and the list of what a phone keeps of it. Records and bytes in, bytes out."""
