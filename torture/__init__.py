"""What a build must survive, done to it on purpose: `./site torture` does it again and again and counts.

It treats the build as a black box: it starts the real command on a copy of the project with a network of its own, and
looks at nothing but exit codes, words and files.
"""
