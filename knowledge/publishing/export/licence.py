"""The licence of the data, said once for every form it is published in."""

NAME = "EUPL-1.2"
URL = "https://joinup.ec.europa.eu/collection/eupl/eupl-text-eupl-12"
AUTHORITY = "http://publications.europa.eu/resource/authority/licence/EUPL_1_2"
"""The same licence in the authority table that European data portals read."""
