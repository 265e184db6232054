"""Which intent a sentence has: two small linear models, one on letters and one on meaning.

The letters (character and word n-grams) know the exact wording, the vector of the encoder knows
what it means in any language. Each gives a probability for every intent; their weighted
geometric mean decides. Without a vector the letters decide alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import LogisticRegression

from bot.nlu.message_encoder import Vectors
