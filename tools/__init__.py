"""Scripts for people: measurements and pictures, each behind a make target."""
