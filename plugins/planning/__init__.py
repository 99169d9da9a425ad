"""What is published: from the Network and a day to Sites, each a list of Pages. Pure: no file is read or written here."""
