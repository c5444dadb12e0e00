"""The report: parsed, indexed, searched and answered from. Knows neither LINE nor Flask; usable from a shell."""
