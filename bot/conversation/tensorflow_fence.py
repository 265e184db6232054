"""Serving without TensorFlow: Rasa imports it for training alone, which takes 260 MB and seconds.

Three modules of Rasa pull it in while an agent is loaded: the check of training data, and the
callbacks and data generator of neural components, none of which is in our pipeline. A process
that only serves gets empty ones in their place; training and Rasa's own commands do not.
"""

import sys
from types import ModuleType

FENCED = {
    "rasa.graph_components.validators.default_recipe_validator": ("DefaultV1RecipeValidator",),
    "rasa.utils.tensorflow.callback": ("RasaModelCheckpoint", "RasaTrainingLogger"),
    "rasa.utils.tensorflow.data_generator": (
        "RasaBatchDataGenerator",
        "RasaDataGenerator",
    ),
}
"""Modules of Rasa 3.6 that import TensorFlow, and the names that others take from them."""


class NotWhenServing:
    """Stands for a part of training in a process that only serves."""

    def __init__(self, *_arguments: object, **_named: object) -> None:
        raise RuntimeError("this process serves and cannot train: run `python -m bot train`")


def keep_out_tensorflow() -> None:
    """Put empty modules in the place of those that import TensorFlow, unless it is there already.

    Call before anything of Rasa is imported.
    """
    if "tensorflow" in sys.modules:
        return
    for name, parts in FENCED.items():
        module = ModuleType(name, "Empty in a process that only serves.")
        for part in parts:
            setattr(module, part, type(part, (NotWhenServing,), {}))
        sys.modules.setdefault(name, module)
