"""Believable data of an after-sales company: for the demo and, in bulk, for the benchmark."""
