"""What a change of the register means for citizens, before it is served."""
