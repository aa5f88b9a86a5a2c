"""Passwords, PINs, keys and codes: the word beside them decides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from photocheck.recognisers.interface import Examples, Sighting
from photocheck.recognisers.passage import Cell, Passage

__all__ = ["EXAMPLES", "recognise"]

PATTERN: Final = "credential"

_WORDS: Final = (
    r"pass\s?-?w[o0]r?[dn]?d?s?|pass\s?-?(?:code|phrase|key)|passwd|pwd?|p/w|wi-?\s?fi\s+(?:pass\w*|key|code|pw)"
    r"|(?:network|security|wireless|wpa2?|wep|wlan)\s+(?:key|pass\w*)"
)
_CODE: Final = (
    r"p\.?i\.?n\.?(?:\s?(?:code|number|no))?|(?:door|gate|entry|access|alarm|keypad|key\s?safe|key\s?box|lock(?:box)?"
    r"|safe"
    r"|security|unlock|verification|one[ -]time|log-?\s?in|sign-?\s?in|authenti\w+|confirmation|activation|recovery"
    r"|otp|2fa|mfa)"
    r"\s*(?:code|pin|number|pass\w*)|key\s?safe|otp"
)
_KEY: Final = (
    r"(?:api|secret|access|private|licen[cs]e|product|encryption|bit\s?locker|recovery)[ _-]?(?:key|token)|(?:bearer"
    r"|auth|access)[ _-]?token"
)
LABEL: Final = re.compile(
    rf"(?<![^\W_])(?:(?P<password>{_WORDS})|(?P<code>{_CODE})|(?P<key>{_KEY}))(?![^\W_])(?:\s+(?:is|for\s+\S+"
    rf"|no\.?))?",
    re.IGNORECASE,
)
# What stands behind a label: a sign that says "here it comes", then the value.
VALUE: Final = re.compile(r"(?P<sign>\s*(?:[:=>]|->|-(?=\s))+)?\s*(?P<value>[^\s,;][^\s]*)")
# Words that follow a label in a sentence or on a button.
NOT_A_VALUE: Final = re.compile(
    r"(?:required|requires?|forgot\w*|reset|protect\w*|must|is|was|are|has|hint|here|change[ds]?|policy|manager|field"
    r"|below"
    r"|above|again|confirm\w*|new|old|current|incorrect|invalid|expired?|expires|recovery|login|log|sign|submit|enter"
    r"|show"
    r"|hide|and|or|to|for|of|in|on|at|with|your|the|a|an|will|should|may|can|do|never|not|please|remember|username"
    r"|user"
    r"|email|e-mail|continue|cancel|ok|next|back|only|code|number|pad|entry|board|up|n/a|none|strength|length"
    r"|optional|best)\W*",
    re.IGNORECASE,
)
# Shapes that no word has, whatever stands beside them: keys of services that publish how theirs look.
TOKEN: Final = re.compile(
    r"(?<!\w)(?:AKIA[A-Z0-9]{16}|gh[pousr]_\w{30,}|github_pat_\w{30,}|sk-[\w-]{20,}|[rs]k_(?:live|test)_\w{16,}"
    r"|xox[abprs]-[\w-]{10,}|AIza[\w-]{35}|glpat-[\w-]{20}|eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----)"
)
ONE_TIME: Final = re.compile(
    r"(?<![\w£$€])(\d{3}[ -]?\d{3}|\d{4,8})(?=\s+is\s+your\s+(?:\S+\s+){0,4}(?:code|pass\w*|pin)\b)", re.IGNORECASE
)
USER: Final = re.compile(
    r"(?<![^\W_])(?:user\s?-?(?:name|id)?|log-?\s?in(?:\s?(?:name|id))?|account\s+name|uid)\s*[:=]\s*(?P<value>\S+)",
    re.IGNORECASE,
)
SHORTEST: Final = 4

EXAMPLES: Final = Examples(
    PATTERN,
    found=(
        ("Password: Winter2026!", "Winter2026!"),
        ("wifi pw Kestrel-77", "Kestrel-77"),
        ("WiFi password: Parkside!9", "Parkside!9"),
        ("password\nMango_Tree5\ngrace", "Mango_Tree5"),
        ("Wi-Fi key = bluebell2026", "bluebell2026"),
        ("PIN: 4921", "4921"),
        ("Door code C4921X", "C4921X"),
        ("Key safe 1379", "1379"),
        ("Username: jsmith\nPassword: hunter", "jsmith"),
        ("Username: jsmith\nPassword: hunter", "hunter"),
        ("Your verification code is 492103", "492103"),
        ("492 103 is your login code", "492 103"),
        ("API key: 3f9a8b7c6d5e4f3a", "3f9a8b7c6d5e4f3a"),
        ("AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE"),
        ("Passwond: Redditchv41", "Redditchv41"),
        ("Wi-Fi password\nbluebell2026", "bluebell2026"),
        ("password\nKestrel 77\nsiobhan", "Kestrel 77"),
        ("password\nMango Trees", "Mango Trees"),
        ("Password\tTr0ub4dor&3", "Tr0ub4dor&3"),
    ),
    left_alone=(
        "Forgot password?",
        "Password required",
        "Enter your PIN",
        "Chip and PIN accepted",
        "Your password must have 8 characters",
        "Username\nPassword\nRemember me",
        "Free Wi-Fi",
        "Pin board",
        "Post code B97 8AH",
        "Password\nSign in",
        "Dress code: smart",
        "QR code",
        "Reset your password at 9.30",
        "Key: red means stop",
        "Never share your password",
    ),
)


def recognise(passage: Passage) -> Iterator[Sighting]:
    """Find what stands behind or under a word for a secret, and keys whose shape is published."""
    secrets = [*_labelled(passage)]
    yield from secrets
    for found in TOKEN.finditer(passage.text):
        yield Sighting.at(PATTERN, *found.span(), 0.97)
    for found in ONE_TIME.finditer(passage.text):
        yield Sighting.at(PATTERN, *found.span(1), 0.93)
    if secrets:
        for found in USER.finditer(passage.text):
            yield Sighting.at(PATTERN, *found.span("value"), 0.85)


def _labelled(passage: Passage) -> Iterator[Sighting]:
    for cell in passage.cells:
        for label in LABEL.finditer(cell.text):
            value = _behind(passage, cell, label)
            if value is None and not cell.text[label.end() :].strip(" :=-"):
                value = _below(passage, cell, label)
            if value is not None:
                yield value


def _behind(passage: Passage, cell: Cell, label: re.Match[str]) -> Sighting | None:
    """The value to the right, in the same line or the next column."""
    start = cell.start + label.end()
    value = VALUE.match(passage.after(start))
    if value is None:
        return None
    told = value["sign"] is not None or label.group().lower().endswith(" is")
    if not _may_be(value["value"], label, told=told):
        return None
    begin = start + value.start("value")
    return Sighting.at(PATTERN, begin, begin + len(value["value"]), 0.95 if told else 0.85)


def _below(passage: Passage, cell: Cell, label: re.Match[str]) -> Sighting | None:
    """The value in the line under the label, which has the line for itself."""
    below = passage.below(cell)
    if below is None or len(cell.text[: label.start()].split()) > 3:
        return None
    if _may_be(below.text.strip(), label, told=False):
        return Sighting.at(PATTERN, below.start, below.end, 0.85)
    # A word alone under "password" is one that the reader, or somebody in a hurry, wrote without its signs.
    words = below.text.split()
    alone = not cell.text[: label.start()].strip() and label["password"] is not None
    if alone and len(words) <= 2 and not any(NOT_A_VALUE.fullmatch(word) for word in words):
        return Sighting.at(PATTERN, below.start, below.end, 0.6)
    return None


def _may_be(value: str, label: re.Match[str], *, told: bool) -> bool:
    if NOT_A_VALUE.fullmatch(value) or len(value.strip(".,:;!?\"'")) < (
        SHORTEST if label["password"] or label["key"] else 3
    ):
        return False
    if label["code"]:
        return (
            sum(character.isdigit() for character in value) >= 3
            and re.fullmatch(r"[A-Za-z]{0,3}[\d -]{3,9}[A-Za-z#*]{0,3}\W?", value) is not None
        )
    if " " in value:
        return False
    return told or _is_mixed(value)


def _is_mixed(value: str) -> bool:
    """Whether it is unlike a word: letters with digits or signs among them, or capitals inside."""
    core = value.strip(".,:;?\"'()")
    letters = any(character.isalpha() for character in core)
    others = any(not character.isalpha() and character not in "-'/" for character in core)
    hump = re.search(r"[a-z][A-Z]", core) is not None
    return (letters and others) or hump or (core.isdigit() and len(core) >= SHORTEST)
