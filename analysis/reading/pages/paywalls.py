"""See whether a paywall has cut an article off, and remove its offers to subscribe."""

import re

from lxml.html import HtmlElement

from analysis.reading.pages.json_ld import Node
from analysis.reading.pages.parsing import has_class, list_lines

_PROMPT = re.compile(
    r"""(?:
        subscribe\b | subscribers?[ -]only | for\ subscribers | members?[ -]only
        | already\ (?:a|an|subscribed|registered|have|paying)\b | not\ (?:yet\ )?a\ (?:subscriber|member)
        | (?:this|the\ (?:full|rest\ of\ (?:this|the)))\ (?:article|story|content|page|post|report)
            [ ](?:is|are)\ (?:\w+\ ){0,3}(?:for|to|behind|locked)\b .{0,60}
        | to\ (?:continue|keep|read|finish|unlock|access|view|enjoy|see)\b .{0,80}
            \b(?:article|story|reading|access|subscri\w+|log\ in|sign\ (?:in|up)|register|trial|content)\b
        | (?:continue|keep)\ reading | read\ the\ (?:full|rest|whole|complete|entire)\b
        | (?:please\ )?(?:log|sign)[ -]?in\b | (?:sign\ up|register)\b
        | create\ (?:a|an|your)\ (?:\w+\ )?account
        | unlock\b
        | (?:start|begin|claim|try)\ (?:your|a|our)\b .{0,30}\b(?:trial|subscription|offer|month|access)
        | (?:get|enjoy|gain)\ (?:unlimited|full|digital|instant|complete|all)\b .{0,20}\baccess
        | you(?:\ have|['’]ve)\ (?:reached|read|hit|used|run\ out)\b .{0,60}\b(?:articles?|limit|stories)
        | you\ (?:have|must|need)\ .{0,40}\b(?:subscribe|subscription|log\ in|register)
        | want\ to\ (?:read|keep|continue|know)\b | become\ a\ (?:\w+\ )?(?:member|subscriber|supporter)
        | join\ (?:today|now|us)\b | choose\ (?:a|your)\ (?:plan|subscription)
        | cancel\ (?:at\ )?any\ ?time | limited[- ]time\ offer | free\ trial
        | (?:only|just|from)\ \S+\ (?:\S+\ )?(?:a|per|for\ \w+)\ (?:\w+\ )?(?:weeks?|months?|year)
        | \d+\ ?%\ of\ (?:this|the)\ (?:article|story) | premium\ (?:article|content|story)
        | support\ (?:independent|our|quality|local)\ journalism
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_OFFERED = re.compile(
    r"\b(?:subscri\w+|trial|log ?in|sign ?(?:in|up)|accounts?|passwords?|unlimited|digital|premium"
    r"|members?\w*|newsletters?|cancel|offers?|(?:per|a) (?:week|month|year)|read (?:more|on)|continue"
    r"|access)\b|[€$£]\s?\d",
    re.IGNORECASE,
)
_QUOTED = re.compile('["“”«»„]')
_LONGEST_PROMPT, _SHORT_LINE = 400, 150
_WHOLE = 250
"""Words of a text that may be whole although its page says that it is not free."""
_SELECTOR = re.compile(r"[a-z0-9]*(?:([.#])([\w-]+))", re.IGNORECASE)
_LOCKED = ("locked", "premium", "paid")


def is_marked(article: Node, nodes: list[Node], tree: HtmlElement) -> bool:
    """Return whether a page says that its article is not free as a whole.

    Args:
        article: the JSON-LD object of the article; see ``json_ld.find_article``.
        nodes: the JSON-LD objects of the page.
        tree: the parsed page.
    """
    tiers = tree.xpath('//meta[@property="article:content_tier" or @name="article:content_tier"]/@content')
    marks = tree.xpath('//*[@itemprop="isAccessibleForFree"]/@content')
    pages = [node for node in nodes if node.get("@type") == "WebPage"]
    values = [*(node.get("isAccessibleForFree") for node in (article, *pages)), *marks]
    return any(tier.strip().lower() in _LOCKED for tier in tiers) or any(map(_is_false, values))


def drop_offers(nodes: list[Node], tree: HtmlElement) -> None:
    """Remove the elements that a page calls not free, if they hold an offer instead of text.

    Args:
        nodes: the JSON-LD objects of the page.
        tree: the parsed page.
    """
    for node in nodes:
        if node.get("cssSelector") and _is_false(node.get("isAccessibleForFree")):
            for element in _select(tree, str(node["cssSelector"])):
                if _holds_offer(list_lines(element)) and element.getparent() is not None:
                    element.drop_tree()


def _holds_offer(lines: list[str]) -> bool:
    """Return whether lines offer a subscription, and at most half of their words may be text."""
    text = [line for line in lines if not is_offer(line) and not _is_like_offer(line)]
    return any(map(is_offer, lines)) and sum(map(len, text)) < sum(map(len, lines)) / 2


def is_offer(line: str) -> bool:
    """Return whether a line offers a subscription or asks to log in.

    >>> is_offer("Already a subscriber? Log in.")
    True
    >>> is_offer("“Subscribe to our paper,” he told the crowd.")
    False
    """
    return len(line) <= _LONGEST_PROMPT and not _QUOTED.search(line) and _PROMPT.match(line) is not None


def split_offers(text: str) -> tuple[str, bool]:
    """Return a text without the offers at its end, and whether there were any.

    Below an offer, lines about prices, accounts and the like belong to it too.
    """
    lines = text.split("\n\n")
    end = number = len(lines)
    while number > 1 and (is_offer(lines[number - 1]) or _is_like_offer(lines[number - 1])):
        number -= 1
        end = number if is_offer(lines[number]) else end
    return "\n\n".join(lines[:end]), end < len(lines)


def _is_like_offer(line: str) -> bool:
    return len(line) <= _SHORT_LINE and not _QUOTED.search(line) and _OFFERED.search(line) is not None


def describe_cut(text: str, is_marked: bool, has_offers: bool) -> str | None:
    """Return the warning that an article may be cut off; None if nothing speaks for it.

    Args:
        text: the text without offers.
        is_marked: whether the page says that it is not free as a whole.
        has_offers: whether an offer stood at the end.
    """
    if not is_marked and not has_offers:
        return None
    is_long = len(text.split()) >= _WHOLE and not text.endswith(("…", "..."))
    if is_marked and is_long and not has_offers:
        return "The page says that only part of this article is free; check that its text is whole."
    reason = (
        "The page says that only part of it is free" if is_marked else "It ends with an offer to subscribe"
    )
    return f"{reason}, so the article may be cut off by a paywall; save the whole page from a browser."


def _is_false(value: object) -> bool:
    return value is False or (isinstance(value, str) and value.strip().lower() in ("false", "no"))


def _select(tree: HtmlElement, selectors: str) -> list[HtmlElement]:
    """Return the elements of CSS selectors; of each the last class or identifier."""
    found: list[HtmlElement] = []
    for selector in selectors.split(","):
        last = selector.split()[-1:] or [""]
        if match := _SELECTOR.fullmatch(last[0]):
            condition = has_class(match[2]) if match[1] == "." else f'@id="{match[2]}"'
            found += tree.xpath(f"//body//*[{condition}]")
    return found
