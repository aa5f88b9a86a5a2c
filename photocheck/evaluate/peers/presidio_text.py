"""The image analyser of presidio-image-redactor, with its defaults: Tesseract, then recognisers of personal data."""

from __future__ import annotations

from typing import Any

import spacy  # noqa: TID253 - this file is loaded where presidio is measured, and nowhere else
from ocr_lines import lines_of
from pictures import upright
from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import SpacyNlpEngine
from presidio_image_redactor import ImageAnalyzerEngine, TesseractOCR
from worker import Find

PACKAGES = ("presidio-image-redactor", "presidio-analyzer", "spacy")
# What it calls the patterns that labels name; any date may be one of birth.
PATTERNS = {
    "CREDIT_CARD": "payment-card",
    "DATE_TIME": "date-of-birth",
    "EMAIL_ADDRESS": "email",
    "IBAN_CODE": "iban",
    "PERSON": "name",
    "PHONE_NUMBER": "phone",
    "UK_NHS": "uk-nhs-number",
    "UK_NINO": "uk-national-insurance",
    "UK_PASSPORT": "passport",
    "UK_POSTCODE": "uk-postcode",
}


class RememberedOCR(TesseractOCR):  # type: ignore[misc]  # presidio is not installed where types are checked
    """Keeps what was read, which the analyser does not hand out."""

    words: dict[str, list[Any]]

    def perform_ocr(self, image: object, **kwargs: Any) -> dict[str, list[Any]]:  # noqa: ANN401 - as presidio has it
        """Read a picture."""
        self.words = super().perform_ocr(image, **kwargs)
        return self.words


def load() -> Find:
    """Load the recognisers, with the largest English model that is installed."""
    model = _model()
    engine = SpacyNlpEngine()
    engine.nlp = {"en": spacy.load(model) if model else spacy.blank("en")}
    ocr = RememberedOCR()
    recogniser = AnalyzerEngine(nlp_engine=engine, supported_languages=["en"])
    analyzer = ImageAnalyzerEngine(analyzer_engine=recogniser, ocr=ocr)

    def find(path: str) -> dict[str, Any]:
        picture = upright(path)
        found = analyzer.analyze(picture)
        text = ocr.get_text_from_ocr_dict(analyzer.remove_space_boxes(ocr.words))
        things = [
            {
                "kind": "personal-data",
                "box": [one.left, one.top, one.left + one.width, one.top + one.height],
                "confidence": min(1.0, float(one.score)),
                "matches": [[PATTERNS.get(one.entity_type, one.entity_type), text[one.start : one.end]]],
            }
            for one in found
        ]
        return {"size": picture.size, "things": lines_of(ocr.words) + things}

    return find


def remark() -> str:
    """Whether it can find names."""
    model = _model()
    return f"with the spaCy model {model}" if model else "no spaCy model is installed, so it finds no names"


def _model() -> str | None:
    models = [name for name in spacy.util.get_installed_models() if name.startswith("en_")]
    # lg, md, sm, trf: the one that presidio asks for first.
    return min(models, default=None)
