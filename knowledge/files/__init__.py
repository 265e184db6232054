"""Files that staff keep: read with places, changed byte by byte, checked."""
