"""What has changed in a project over the years: from the versions of its file to sentences. Pure; git is read elsewhere."""
