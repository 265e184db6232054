"""The register as an overview: the annex "Overzicht sociale media", made again at any time."""
