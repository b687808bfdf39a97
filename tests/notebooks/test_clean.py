"""Cleaning keeps what is compared and drops what differs between runs."""

import json
from pathlib import Path

from tests.notebooks.clean import main


def test_clean_keeps_outputs_and_drops_times(tmp_path: Path) -> None:
    """Outputs, counts, identifiers and tags stay; execution times, papermill's notes and versions go."""
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
    made = json.loads(once)
    assert made["cells"] == [{**cell, "metadata": {"tags": ["parameters"]}}]
    assert set(made["metadata"]) == {"kernelspec", "language_info"}
    assert made["metadata"]["language_info"] == {"name": "python"}
    main([str(path)])
    assert path.read_text() == once
