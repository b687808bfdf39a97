"""Cleaning notebooks keeps outputs and removes metadata that differ between runs."""

import json
from pathlib import Path

from tests.notebooks.clean import main


def test_cleaning_keeps_outputs_and_removes_times(tmp_path: Path) -> None:
    """Outputs, counts, identifiers and tags are kept; times, papermill's metadata and versions are removed."""
    cell = {
        "cell_type": "code", "id": "a1", "execution_count": 3, "source": ["1"],
        "metadata": {"tags": ["parameters"], "execution": {"iopub.busy": "2025"}, "papermill": {"x": 1}},
        "outputs": [{"output_type": "stream", "name": "stdout", "text": ["é"]}],
    }  # fmt: skip
    metadata = {"papermill": {"x": 1}, "language_info": {"name": "python", "version": "3.11.7"}}
    path = tmp_path / "book.ipynb"
    path.write_text(json.dumps({"cells": [cell], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}))
    main([str(path)])
    once = path.read_text()
    notebook = json.loads(once)
    assert notebook["cells"] == [{**cell, "metadata": {"tags": ["parameters"]}}]
    assert set(notebook["metadata"]) == {"kernelspec", "language_info"}
    assert notebook["metadata"]["language_info"] == {"name": "python"}
    main([str(path)])
    assert path.read_text() == once
