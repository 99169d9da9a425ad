"""How far things are, on a day: a project's steps, a village's phases, and what its coach should look at."""
