"""The page of one organisation, behind a signed link: it says which channels are still its own."""
