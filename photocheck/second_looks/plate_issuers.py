"""Whose plate it is, as the small line above or below its letters says on North American plates."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Final

__all__ = ["names_issuer"]

# States, provinces and territories, and what they are called on their plates.
ISSUERS: Final = (
    "Alabama", "Alaska", "Arizona", "Arkansas", "California", "Colorado", "Connecticut", "Delaware", "Florida",
    "Georgia", "Hawaii", "Idaho", "Illinois", "Indiana", "Iowa", "Kansas", "Kentucky", "Louisiana", "Maine",
    "Maryland", "Massachusetts", "Michigan", "Minnesota", "Mississippi", "Missouri", "Montana", "Nebraska", "Nevada",
    "New Hampshire", "New Jersey", "New Mexico", "New York", "North Carolina", "North Dakota", "Ohio", "Oklahoma",
    "Oregon", "Pennsylvania", "Rhode Island", "South Carolina", "South Dakota", "Tennessee", "Texas", "Utah",
    "Vermont", "Virginia", "Washington", "West Virginia", "Wisconsin", "Wyoming", "Puerto Rico", "Alberta",
    "British Columbia", "Manitoba", "New Brunswick", "Newfoundland", "Nova Scotia", "Ontario", "Quebec",
    "Saskatchewan", "Yukon",
    "Heart of Dixie", "The Last Frontier", "Grand Canyon State", "The Natural State", "Constitution State",
    "The First State", "Sunshine State", "Peach State", "Aloha State", "Famous Potatoes", "Land of Lincoln",
    "Bluegrass State", "Sportsman's Paradise", "Vacationland", "The Spirit of America", "Great Lakes", "Pure Michigan",
    "10,000 Lakes", "Explore Minnesota", "Show-Me State", "Treasure State", "Big Sky Country", "Silver State",
    "Live Free or Die", "Garden State", "Land of Enchantment", "Empire State", "First in Flight", "First in Freedom",
    "Peace Garden State", "Buckeye State", "Native America", "Keystone State", "Ocean State", "Palmetto State",
    "Great Faces Great Places", "Volunteer State", "The Lone Star State", "Green Mountain State", "Evergreen State",
    "Wild Wonderful", "America's Dairyland", "Wild Rose Country", "Beautiful British Columbia", "Friendly Manitoba",
    "Canada's Ocean Playground", "Yours to Discover", "Je me souviens", "Land of Living Skies",
)  # fmt: skip
# So much of a small line has to be read as it is; of short names all of it.
ALIKE: Final = 0.7
SHORT: Final = 6


def names_issuer(text: str) -> bool:
    """Whether a small line names a state or says what a state's plates say, a letter or two misread."""
    said = _letters(text)
    return said in KNOWN or (len(said) > SHORT and bool(get_close_matches(said, KNOWN, n=1, cutoff=ALIKE)))


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


KNOWN: Final = frozenset(_letters(issuer) for issuer in ISSUERS)
