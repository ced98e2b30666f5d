"""Reading mail: bytes in, plain facts out. No Django, no clock, linear time, bounded depth.

The standard library's parser recurses and takes seconds on small hostile input (reliability G11), so the
reading is
our own: an iterative split into parts, hand-written scanners, and a cap on everything that a sender can
repeat.
"""
