"""Draw every page of a corpus without a kernel, and check that no text from outside became markup."""

import ast
import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from typing import Any

from analysis.codes import Codes
from analysis.text import CONTROLS
from tests.fuzzing.flaws import Flaw

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
ELEMENTS = (
    "html", "head", "meta", "title", "style", "body", "a", "header", "nav", "ul", "ol", "li", "main",
    "section", "h1", "h2", "h3", "p", "strong", "em", "small", "code", "pre", "div", "figure", "figcaption",
    "details", "summary", "table", "caption", "thead", "tbody", "tr", "th", "td", "article", "mark", "dl",
    "dt", "dd", "span", "blockquote", "footer", "svg", "defs", "g", "path", "use", "text", "desc",
    "clippath", "rect", "br", "circle", "line", "metadata", "tspan", "image",
)  # fmt: skip
ADDRESSES = ("href", "xlink:href", "src", "srcdoc", "action", "data", "formaction", "poster")


class _Survey(HTMLParser):
    """Notes what a page has that no page may have."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ELEMENTS:
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            address = (value or "").strip().lower()
            if name.startswith("on"):
                self.faults.append(f"{tag} {name}")
            if (
                name in ADDRESSES
                and ":" in address.split("/")[0]
                and not address.startswith(("http:", "https:"))
            ):
                self.faults.append(f"{tag} {name}={address[:60]}")

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"comment {data[:40]!r}")

    def handle_data(self, data: str) -> None:
        if found := CONTROLS.search(data):
            self.faults.append(f"control character {found[0]!r}")


def check_page(html: str) -> None:
    """Check a page, or a part of one."""
    survey = _Survey()
    survey.feed(html)
    survey.close()
    if survey.faults:
        raise Flaw(f"page has {survey.faults[0]}: {survey.faults[:20]}")
    html.encode()


def draw_pages(codes: Codes) -> Iterator[tuple[str, str]]:
    """Yield the name and the HTML of what each notebook shows of a coded corpus, and of the other pages."""
    import analysis as sb
    from analysis.comparing.selecting import Selection
    from analysis.reporting.contents import find_findings
    from analysis.reporting.profiles import build_profiles, draw_glance

    for file in sorted(NOTEBOOKS.glob("*.ipynb")):
        if file.stem == "coder-agreement" and not len(codes.human):
            continue
        yield file.stem, "".join(_run_notebook(file, codes))
    selection, events = Selection(), sb.timeline(codes)
    pages = dict.fromkeys((f"{file.stem}.html" for file in NOTEBOOKS.glob("*.ipynb")), "Page")
    for profile in build_profiles(codes, selection, events, pages):
        yield profile.file, profile.body
    yield "glance", draw_glance(sb.stance_matrix(codes, selection), pages)
    for name, findings in find_findings(codes, selection, events).items():
        yield name, findings.format_html(f"{name}.html")
        "\n".join(findings.list_plain()).encode()


def _run_notebook(file: Path, codes: Codes) -> Iterator[str]:
    """Run the cells of a notebook with these codes and yield what they show."""
    shown: list[Any] = []
    module = _stand_in(codes)
    space: dict[str, Any] = {"display": lambda *values: shown.extend(values)}
    for cell in json.loads(file.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        tree = ast.parse("".join(cell["source"]).replace("import analysis as sb\n", ""))
        space["sb"] = module
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, file.name, "exec"), space)
        if isinstance(last, ast.Expr):
            shown.append(eval(compile(ast.Expression(last.value), file.name, "eval"), space))
    yield from (one.html for one in shown if hasattr(one, "html"))


def _stand_in(codes: Codes) -> ModuleType:
    """Return the package as notebooks see it, which codes nothing but these codes."""
    import analysis

    module = ModuleType("sb")
    module.__getattr__ = lambda name: getattr(analysis, name)  # type: ignore[method-assign]
    module.open_corpus, module.code = str, lambda _: codes  # type: ignore[attr-defined]
    module.review = lambda *_: None  # type: ignore[attr-defined]
    return module
