"""The edge: process, settings, HTTP, storage and LINE's servers."""
