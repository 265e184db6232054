"""The graph of multilingual-e5-small: its 4-bit weights as published, made into one ONNX model.

The input is an `E5S1` image: a header, the vocabulary, a directory of tensors and their data.
Matrices hold blocks of 32 weights of 4 bits with one float16 scale. The word vectors are taken over
bit for bit. The layers are multiplied in 8 bits: twice as fast as in 4 on processors without VNNI,
and vectors stay within a cosine of 0.99 of those of unrounded weights (bench/encoder.py).
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

MAGIC = b"E5S1"
BLOCK = 32  # weights that share a scale
BLOCK_BYTES = 18  # float16 scale and 32 times 4 bits
MICROSOFT = "com.microsoft"
LARGEST_WEIGHT = 63  # 7 bits: with 8, sums overflow on processors without VNNI
EPSILON = 1e-12  # of BERT's layer norms
HIDDEN_STATE = "last_hidden_state"

Array = npt.NDArray[Any]


class ImageError(ValueError):
    """The image is no `E5S1` file."""


@dataclass(frozen=True)
class Sizes:
    """The numbers in the header of an image."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int


@dataclass(frozen=True)
class Image:
    """An `E5S1` image.

    Attributes:
        pieces: The vocabulary, by token id.
        places: Number of values, offset and bytes of each tensor.
    """

    data: bytes
    sizes: Sizes
    pieces: tuple[str, ...]
    places: Mapping[str, tuple[int, int, int]]

    @classmethod
    def read(cls, data: bytes) -> "Image":
        """Read header, vocabulary and directory.

        Raises:
            ImageError: The first bytes are not those of an image.
        """
        if data[:4] != MAGIC:
            raise ImageError(f"not an {MAGIC.decode()} file")
        reader = _Reader(data, len(MAGIC))
        reader.take("I")
        hidden, layers, heads, feed_forward, vocabulary, positions, _ = reader.take("7i")
        reader.take("fi")
        (count,) = reader.take("i")
        reader.take("4i")
        (text_bytes,) = reader.take("Q")
        starts = reader.array("<u4", count + 1)
        reader.skip(4 * count)  # scores: the tokenizer has them too
        text = reader.bytes(text_bytes)
        pieces = tuple(text[start:end].decode() for start, end in pairwise(starts))
        _, note_bytes = reader.take("iI")
        reader.skip(note_bytes)
        sizes = Sizes(hidden, layers, heads, feed_forward, vocabulary, positions)
        return cls(data, sizes, pieces, dict(reader.tensors()))

    def floats(self, name: str, *shape: int) -> Array:
        """Give a tensor that is stored as float32."""
        count, offset, _ = self.places[name]
        return np.frombuffer(self.data, "<f4", count, offset).reshape(shape)

    def quantised(self, name: str, rows: int) -> tuple[Array, Array]:
        """Give a matrix in 4 bits.

        Returns:
            Values 0 to 15 (8 is zero) of shape `(rows, blocks, 32)`, uint8, and scales of shape
            `(rows, blocks)`, float32.
        """
        _, offset, length = self.places[name]
        blocks = np.frombuffer(self.data, np.uint8, length, offset).reshape(rows, -1, BLOCK_BYTES)
        packed = blocks[:, :, 2:]
        scales = blocks[:, :, :2].copy().view("<f2")[:, :, 0].astype(np.float32)
        return np.concatenate([packed & 15, packed >> 4], axis=2), scales


class _Reader:
    """A place in bytes that moves on as values are taken."""

    def __init__(self, data: bytes, at: int) -> None:
        self._data = data
        self._at = at

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from(f"<{layout}", self._data, self._at)
        self._at += struct.calcsize(f"<{layout}")
        return values

    def array(self, kind: str, count: int) -> Array:
        values = np.frombuffer(self._data, kind, count, self._at)
        self._at += values.nbytes
        return values

    def skip(self, count: int) -> None:
        self._at += count

    def bytes(self, count: int) -> bytes:
        self._at += count
        return self._data[self._at - count : self._at]

    def tensors(self) -> list[tuple[str, tuple[int, int, int]]]:
        (count,) = self.take("i")
        return [self._tensor() for _ in range(count)]

    def _tensor(self) -> tuple[str, tuple[int, int, int]]:
        (length,) = self.take("H")
        name = self.bytes(length).decode()
        self.skip(1)  # kind: the name tells it
        (values,) = self.take("I")
        offset, size = self.take("QQ")
        return name, (values, offset, size)


def build_graph(image: Image) -> onnx.ModelProto:
    """Make the model.

    Its inputs are `input_ids` and `attention_mask`, int64 of shape `(texts, tokens)`; its output is
    `last_hidden_state`, float32 of shape `(texts, tokens, hidden)`.
    """
    return _Graph(image).model()


class _Graph:
    """Nodes and weights, in the order in which they are computed."""

    def __init__(self, image: Image) -> None:
        self._image = image
        self._sizes = image.sizes
        self._nodes: list[onnx.NodeProto] = []
        self._weights: list[onnx.TensorProto] = []

    def model(self) -> onnx.ModelProto:
        hidden = self._embeddings()
        for layer in range(self._sizes.layers):
            is_last = layer == self._sizes.layers - 1
            hidden = self._layer(f"l{layer}", hidden, HIDDEN_STATE if is_last else f"l{layer}.x")
        inputs = [
            helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "tokens"])
            for name in ("input_ids", "attention_mask")
        ]
        shape: list[str | int | None] = ["texts", "tokens", self._sizes.hidden]
        outputs = [helper.make_tensor_value_info(HIDDEN_STATE, TensorProto.FLOAT, shape)]
        graph = helper.make_graph(
            self._nodes, "multilingual-e5-small", inputs, outputs, self._weights
        )
        versions = [helper.make_opsetid("", 18), helper.make_opsetid(MICROSOFT, 1)]
        model = helper.make_model(graph, opset_imports=versions, producer_name="kanaalcheck")
        model.ir_version = 10  # the first that knows 4-bit integers
        return model

    def _embeddings(self) -> str:
        hidden = self._sizes.hidden
        words = self._word_table()
        positions = self._image.floats("emb.pos", self._sizes.positions, hidden)
        kind = self._image.floats("emb.type", -1, hidden)[0]
        table = self._weight("emb.pos", positions + kind)
        start = self._weight("start", np.array([0], np.int64))
        tokens = self._node("Shape", ["input_ids"], "tokens", start=1, end=2)
        used = self._node("Slice", [table, start, tokens, start], "emb.used")
        total = self._node("Add", [words, used], "emb.sum")
        norm = [self._floats("emb.ln.w"), self._floats("emb.ln.b")]
        self._node("Cast", ["attention_mask"], "mask", to=TensorProto.INT32)
        return self._node("LayerNormalization", [total, *norm], "emb.x", axis=-1, epsilon=EPSILON)

    def _word_table(self) -> str:
        values, scales = self._image.quantised("emb.word", self._sizes.vocabulary)
        signed = (values.reshape(len(values), -1) - 8) & 15
        packed = TensorProto(
            name="emb.word.q",
            data_type=TensorProto.INT4,
            dims=[self._sizes.vocabulary, self._sizes.hidden],
            raw_data=_in_pairs(signed).tobytes(),
        )
        self._weights.append(packed)
        inputs = [packed.name, "input_ids", self._weight("emb.word.s", scales)]
        return self._node(
            "GatherBlockQuantized",
            inputs,
            "emb.words",
            MICROSOFT,
            gather_axis=0,
            quantize_axis=1,
            block_size=BLOCK,
        )

    def _layer(self, layer: str, hidden: str, output: str) -> str:
        attended = self._attention(layer, hidden)
        middle = self._add_and_norm(f"{layer}.h", [attended, hidden], layer, "aln", "ao")
        inner = self._linear(f"{layer}.fi.y", middle, [f"{layer}.fi"], self._sizes.feed_forward)
        bias = self._floats(f"{layer}.fi.b")
        active = self._node("BiasGelu", [inner, bias], f"{layer}.gelu", MICROSOFT)
        outer = self._linear(f"{layer}.fo.y", active, [f"{layer}.fo"], self._sizes.hidden)
        return self._add_and_norm(output, [outer, middle], layer, "oln", "fo")

    def _attention(self, layer: str, hidden: str) -> str:
        names = [f"{layer}.{part}" for part in "qkv"]
        together = self._linear(f"{layer}.qkv", hidden, names, self._sizes.hidden)
        parts = [f"{name}.y" for name in names]
        self._nodes.append(
            helper.make_node(
                "Split", [together], parts, name=f"{layer}.split", axis=-1, num_outputs=3
            )
        )
        bias = np.concatenate([self._image.floats(f"{name}.b", -1) for name in names])
        inputs = [*parts, self._weight(f"{layer}.qkv.b", bias), "mask"]
        context = self._node(
            "MultiHeadAttention",
            inputs,
            f"{layer}.context",
            MICROSOFT,
            num_heads=self._sizes.heads,
        )
        return self._linear(f"{layer}.ao.y", context, [f"{layer}.ao"], self._sizes.hidden)

    def _add_and_norm(
        self, output: str, inputs: Sequence[str], layer: str, norm: str, bias: str
    ) -> str:
        tensors = (f"{layer}.{norm}.w", f"{layer}.{norm}.b", f"{layer}.{bias}.b")
        weights = [self._floats(tensor) for tensor in tensors]
        return self._node(
            "SkipLayerNormalization", [*inputs, *weights], output, MICROSOFT, epsilon=EPSILON
        )

    def _linear(self, output: str, inputs: str, names: Sequence[str], rows: int) -> str:
        """Multiply by one matrix, or by several on top of each other with `rows` rows each."""
        weights = np.concatenate([self._matrix(f"{name}.w", rows) for name in names])
        scales = np.abs(weights).max(axis=1) / LARGEST_WEIGHT
        rounded = np.rint(weights / scales[:, np.newaxis]).astype(np.int8)
        parameters = [
            self._weight(f"{output}.q", rounded.T),
            self._weight(f"{output}.s", scales),
            self._weight(f"{output}.z", np.zeros(len(scales), np.int8)),
        ]
        return self._node("DynamicQuantizeMatMul", [inputs, *parameters], output, MICROSOFT)

    def _matrix(self, tensor: str, rows: int) -> Array:
        values, scales = self._image.quantised(tensor, rows)
        exact: Array = (values.astype(np.float32) - 8) * scales[:, :, np.newaxis]
        return exact.reshape(rows, -1)

    def _floats(self, tensor: str) -> str:
        return self._weight(tensor, self._image.floats(tensor, -1))

    def _weight(self, name: str, values: Array) -> str:
        self._weights.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def _node(
        self,
        operator: str,
        inputs: Sequence[str],
        output: str,
        domain: str = "",
        **attributes: Any,  # noqa: ANN401
    ) -> str:
        self._nodes.append(
            helper.make_node(operator, inputs, [output], name=output, domain=domain, **attributes)
        )
        return output


def _in_pairs(values: Array) -> Array:
    """Pack two 4-bit values into each byte, the first one low."""
    packed: Array = values[..., 0::2] | (values[..., 1::2] << 4)
    return packed.astype(np.uint8)
