"""The staff pages that keep the register true."""
