"""Passwords, PINs, keys and codes: the word beside them decides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from photocheck.recognisers.interface import Examples, Sighting
from photocheck.recognisers.labels import is_misread, one_of
from photocheck.recognisers.lookalikes import digits_in
from photocheck.recognisers.passage import Cell, Passage

__all__ = ["EXAMPLES", "recognise"]

PATTERN: Final = "credential"

# Words for a secret of letters; "pass" and "wifi" alone need a sign behind them.
_WORDS: Final = one_of(
    r"pass\s?-?w[o0]r?[dn]?d?s?", r"pass\s?-?(?:code|phrase|key)", "passwd", "pwd?", "cyfrinair", "p/w", "pword",
    r"wi-?\s?fi (?:pass\w*|key|code|pw)", r"(?:network|security|wireless|wpa2?|wep|wlan) (?:key|pass\w*)",
    "memorable (?:word|name|information)", r"(?:pass|wi-?\s?fi)(?=\s*[:=])",
)  # fmt: skip
# Words for a secret of digits.
_CODES: Final = one_of(
    r"p\.?i\.?n\.?(?:\s?(?:code|number|no))?",
    r"(?:door|gate|entry|access|alarm|keypad|key\s?(?:safe|box)|lock(?:box|er)?|safe|security|unlock|verification"
    r"|one[ -]time|log-?\s?in|sign-?\s?in|authenti\w+|confirmation|activation|recovery|otp|2fa|mfa)\s*"
    r"(?:code|pin|number|pass\w*)",
    r"key\s?safe", "otp", "combination", r"(?:door|gate|alarm|keypad|lock|safe)(?=\s*[:=])",
)  # fmt: skip
_KEYS: Final = one_of(
    r"(?:api|secret|access|private|licen[cs]e|product|encryption|bit\s?locker|recovery)[ _-]?(?:key|token)",
    r"(?:bearer|auth|access)[ _-]?token", "client[ _-]?secret",
)  # fmt: skip
LABEL: Final = re.compile(
    rf"(?<![^\W_])(?:{_WORDS}|{_KEYS}|(?P<code>{_CODES}))(?!\w)(?: +(?:is|for +\S+|no\.?)(?!\w))?",
    re.IGNORECASE,
)
WORD: Final = re.compile(r"(?<!\w)[^\W_]{7,10}(?!\w)")
MEANT: Final = "password"
# What stands behind a label: a sign that says "here it comes", then the value.
VALUE: Final = re.compile(r"(?P<sign>\s*(?:[:=]|->|-(?=\s))+)?\s*(?P<value>[^\s,;>)\]]\S*)")
SPACED_CODE: Final = re.compile(r"\d{2,4}(?:[ -]\d{2,4}){1,3}(?!\S)")
CODE: Final = re.compile(r"[A-Za-z]{0,3}[\d -]{3,11}[A-Za-z#*]{0,3}\W?")
# Words that follow a label in a sentence or on a button.
NOT_A_VALUE: Final = re.compile(
    one_of(
        "required", "requires?", r"forgot\w*", "reset", r"protect\w*", "must", "is", "was", "are", "has", "hint",
        "here", "change[ds]?", "policy", "manager", "field", "below", "above", "again", r"confirm\w*", "new",
        "old", "current", "incorrect", "invalid", "expire[ds]?", "recovery", "login", "log", "sign", "submit",
        "enter", "show", "hide", "and", "or", "to", "for", "of", "in", "on", "at", "with", "your", "the", "a",
        "an", "will", "should", "may", "can", "do", "never", "not", "please", "remember", "user ?name", "user",
        "email", "e-mail", "continue", "cancel", "ok", "next", "back", "only", "code", "number", "pad", "entry",
        "board", "up", "n/a", "none", "strength", "length", "optional", "best", "me", "zone", "available",
        "free", "connected", "network", "guest", "open", "closed", "unknown",
    )
    + r"\W*",
    re.IGNORECASE,
)  # fmt: skip
# Shapes that no word has, whatever stands beside them: keys of services that publish how theirs look, a link with a
# password in it, a recovery key of BitLocker.
TOKEN: Final = re.compile(
    r"(?<!\w)(?:AKIA[A-Z0-9]{16}|gh[pousr]_\w{30,}|github_pat_\w{30,}|sk-[\w-]{20,}|[rs]k_(?:live|test)_\w{16,}"
    r"|xox[abprs]-[\w-]{10,}|AIza[\w-]{35}|glpat-[\w-]{20}|eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----|[a-z][a-z0-9+.-]{1,20}://[^\s:/@<>{}]+:[^\s:/@<>{}]+@[\w.-]+"
    r"|\d{6}(?:-\d{6}){7})"
)
ONE_TIME: Final = re.compile(
    r"(?<![\w£$€])(\d{3}[ -]?\d{3}|\d{4,8})(?=\s+is\s+your\s+(?:\S+\s+){0,4}(?:code|pass\w*|pin)\b)", re.IGNORECASE
)
# Who the password is for; a name without a password is no secret.
USER: Final = re.compile(
    rf"(?<![^\W_]){one_of('user ?-?(?:name|id)?', 'log-? ?in(?: ?(?:name|id))?', 'account name', 'uid')}"
    r"\s*[:=]\s*(?P<value>[^\s:=]\S*)",
    re.IGNORECASE,
)
SHORTEST: Final = 4
SHORTEST_CODE: Final = 3
# More words than this before a label make a sentence of it.
MOST_WORDS_BEFORE: Final = 3

EXAMPLES: Final = Examples(
    PATTERN,
    found=(
        ("Password: Winter2026!", "Winter2026!"),
        ("wifi pw Kestrel-77", "Kestrel-77"),
        ("WiFi password: Parkside!9", "Parkside!9"),
        ("WiFi: bluebell2026", "bluebell2026"),
        ("user: jsmith pass: x9-hollow", "x9-hollow"),
        ("password\nMango_Tree5\ngrace", "Mango_Tree5"),
        ("password\nKestrel 77\nsiobhan", "Kestrel 77"),
        ("password\nMango Trees", "Mango Trees"),
        ("Wi-Fi key = bluebell2026", "bluebell2026"),
        ("Cyfrinair: bluebell2026", "bluebell2026"),
        ("PIN: 4921", "4921"),
        ("PIN\n4921", "4921"),
        ("Door code C4921X", "C4921X"),
        ("Alarm: 4921#", "4921#"),
        ("Key safe 1379", "1379"),
        ("Username: jsmith\nPassword: hunter", "jsmith"),
        ("Username: jsmith\nPassword: hunter", "hunter"),
        ("Your verification code is 492103", "492103"),
        ("Verification code: 492 103", "492 103"),
        ("492 103 is your login code", "492 103"),
        ("API key: 3f9a8b7c6d5e4f3a", "3f9a8b7c6d5e4f3a"),
        ("AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE"),
        ("postgresql://app:hunter2@db.example.org", "postgresql://app:hunter2@db.example.org"),
        ("Passwond: Redditchv41", "Redditchv41"),
        ("Pasaword: Redditchv41", "Redditchv41"),
        ("Wi-Fi password\nbluebell2026", "bluebell2026"),
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
        "Wi-Fi: free",
        "Pin board",
        "Post code B97 8AH",
        "Password\nSign in",
        "Dress code: smart",
        "QR code",
        "Reset your password at 9.30",
        "Key: red means stop",
        "Never share your password",
        "Gate 12",
        "self.password_bytes = 3",
        "mysql://<user>:<password>@<host>",
        "Bus pass: £4.50",
    ),
)


def recognise(passage: Passage) -> Iterator[Sighting]:
    """Find what stands behind or under a word for a secret, and keys whose shape is published."""
    secrets = list(_labelled(passage))
    yield from secrets
    for found in TOKEN.finditer(passage.text):
        yield Sighting.at(PATTERN, *found.span(), 0.97)
    for found in passage.find(ONE_TIME, digits=4):
        yield Sighting.at(PATTERN, *found.span(1), 0.93)
    if secrets:
        for found in USER.finditer(passage.text):
            yield Sighting.at(PATTERN, *found.span("value"), 0.85)


def _labelled(passage: Passage) -> Iterator[Sighting]:
    for cell in passage.cells:
        for start, end, is_code in _labels(cell):
            value = _behind(passage, cell.start + end, is_code=is_code)
            if value is None and not cell.text[end:].strip(" :=-"):
                value = _below(passage, cell, cell.text[:start], is_code=is_code)
            if value is not None:
                yield value


def _labels(cell: Cell) -> Iterator[tuple[int, int, bool]]:
    """Where the labels in a line begin and end, and whether they are for a code of digits."""
    labels = list(LABEL.finditer(cell.text))
    for label in labels:
        yield *label.span(), label["code"] is not None
    if not labels:
        for word in WORD.finditer(cell.text):
            if is_misread(word.group(), MEANT):
                yield *word.span(), False


def _behind(passage: Passage, label_end: int, *, is_code: bool) -> Sighting | None:
    """The value to the right, in the same line or the next column."""
    found = VALUE.match(passage.after(label_end))
    if found is None:
        return None
    start = label_end + found.start("value")
    spaced = SPACED_CODE.match(passage.text, start) if is_code else None
    value = found["value"] if spaced is None else spaced.group()
    announced = found["sign"] is not None or passage.text[:label_end].lower().endswith(" is")
    if not _may_be(value, is_code=is_code, announced=announced):
        return None
    return Sighting.at(PATTERN, start, start + len(value), 0.95 if announced else 0.85)


def _below(passage: Passage, cell: Cell, before: str, *, is_code: bool) -> Sighting | None:
    """The value in the line under the label, which has the line for itself."""
    below = passage.below(cell)
    if below is None or len(before.split()) > MOST_WORDS_BEFORE:
        return None
    if _may_be(below.text.strip(), is_code=is_code, announced=False):
        return Sighting.at(PATTERN, *below.span, 0.85)
    # Plain words under "password" alone: the reader, or somebody in a hurry, left out the signs.
    words = below.text.split()
    plain = 1 <= len(words) <= 2 and not any(NOT_A_VALUE.fullmatch(word) for word in words)
    return Sighting.at(PATTERN, *below.span, 0.6) if plain and not is_code and not before.strip() else None


def _may_be(value: str, *, is_code: bool, announced: bool) -> bool:
    """Whether this can be a secret: a code has digits, and what no sign announces must be unlike a word."""
    if NOT_A_VALUE.fullmatch(value):
        return False
    if is_code:
        return digits_in(value) >= SHORTEST_CODE and CODE.fullmatch(value) is not None
    core = value.strip(".,:;?\"'()")
    return len(core) >= SHORTEST and " " not in value and "£" not in value and (announced or _is_mixed(core))


def _is_mixed(core: str) -> bool:
    """Whether it is unlike a word: letters with digits or signs among them, capitals inside, or digits only."""
    letters = any(character.isalpha() for character in core)
    others = any(not character.isalpha() and character not in "-'/" for character in core)
    return (letters and others) or core.isdigit() or re.search(r"[a-z][A-Z]", core) is not None
