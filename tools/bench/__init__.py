"""`make bench`: KruTham beside what people would use instead, on the same questions in one run."""
