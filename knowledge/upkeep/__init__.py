"""How staff keep the register true: saving, surveys, watching, comparing."""
