"""What trained weights were fitted with: the word lists and the features, as a hash that the weights carry.

A word that is added to a list, or a feature that is computed differently, silently shifts every weight that
was learned with it. Weights are therefore refused where the hash differs. Comments, docstrings, imports, the
order of words and the names of variables and functions do not count.
"""

import ast
import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.errors import StancebookError

CODING = Path(__file__).parent
KEY = "basis"


@dataclass(frozen=True)
class Basis:
    """The word lists and features that some weights depend on.

    Attributes:
        command: trains the weights again.
        features: files that compute the features, relative to this folder.
        lists: files of word lists, relative to this folder, with the sections that count; () for all.
    """

    command: str
    features: tuple[str, ...]
    lists: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @cached_property
    def hash(self) -> str:
        """The hash that weights carry."""
        digest = hashlib.sha256()
        for name, sections in self.lists:
            content = tomllib.loads((CODING / name).read_text(encoding="utf-8"))
            digest.update(_serialise_lists(content, sections or content).encode())
        for name in self.features:
            digest.update(_serialise_code((CODING / name).read_text(encoding="utf-8")).encode())
        return digest.hexdigest()[:32]

    def stamp(self) -> dict[str, NDArray[Any]]:
        """Return the array that weights carry."""
        return {KEY: np.array(self.hash)}

    def check(self, arrays: Mapping[str, NDArray[Any]], path: Path) -> None:
        """Refuse weights that were fitted with other word lists or features.

        Raises:
            StancebookError: naming the command that trains them again.
        """
        if KEY not in arrays or str(arrays[KEY]) != self.hash:
            raise StancebookError(
                f"{path}: these weights were fitted with other word lists or features than this version has. "
                f"Train them again: {self.command}"
            )


def _serialise_lists(content: Mapping[str, Any], sections: Iterable[str]) -> str:
    return json.dumps(
        {name: {key: sorted(words.split()) for key, words in content[name].items()} for name in sections},
        sort_keys=True,
    )


def _serialise_code(source: str) -> str:
    """Return code without docstrings and annotations, its names replaced by the order in which they occur."""
    tree = ast.parse(source)
    tree.body = [node for node in tree.body if not isinstance(node, ast.Import | ast.ImportFrom)]
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        match node:
            case ast.Module() | ast.ClassDef() | ast.FunctionDef() if ast.get_docstring(node) is not None:
                node.body = node.body[1:]
        match node:
            case ast.FunctionDef():
                node.name = names.setdefault(node.name, f"name{len(names)}")
                node.returns = None
            case ast.Name():
                node.id = names.setdefault(node.id, f"name{len(names)}")
            case ast.arg():
                node.arg = names.setdefault(node.arg, f"name{len(names)}")
                node.annotation = None
    return ast.dump(tree)
