"""The subcommands of `krutham`, one module each: `register(subcommands)` adds it to the command line."""
