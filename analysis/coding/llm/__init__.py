"""Code statements with a language model on a server of the user's choice.

Two requests an article: which passages show where an actor stands on an issue, and then what each passage
says. Nothing of a reply is taken on trust: names must be in the codebook, evidence and conditions in the
article word for word, and the words must be the actor's; what fails is left out and counted.
"""

from importlib.util import find_spec

from analysis.corpus import Corpus
from analysis.endpoint import Endpoint, read_endpoint
from analysis.errors import StancebookError
from analysis.settings import LLM

PACKAGES = ("httpx", "tenacity")


def open_endpoint(corpus: Corpus) -> Endpoint:
    """Return the language model that codes a corpus.

    Raises:
        StancebookError: if none is named, its settings are wrong, or a package that it needs is missing.
    """
    missing = [name for name in PACKAGES if find_spec(name) is None]
    if missing:
        raise StancebookError(
            f"The coder {LLM!r} needs {' and '.join(missing)}. Install: pip install 'stancebook[llm]'"
        )
    return read_endpoint(corpus.llm, corpus.path if corpus.path.is_dir() else corpus.path.parent)
