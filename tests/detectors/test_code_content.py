"""What a code's content is called."""

from __future__ import annotations

import pytest

from photocheck.detectors.code_content import content_pattern


@pytest.mark.parametrize(
    ("content", "pattern"),
    [
        ("https://www.example.org/photo", "code-link"),
        ("HTTP://EXAMPLE.ORG", "code-link"),
        ("www.example.org", "code-link"),
        ("example.org/join?id=4", "code-link"),
        ("MEBKM:TITLE:Home;URL:http://example.org;;", "code-link"),
        ("geo:52.33,-2.06", "code-link"),
        ("WIFI:T:WPA;S:Guest;P:correct horse;;", "code-wifi"),
        ("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A Person\r\nEND:VCARD", "code-contact"),
        ("\ufeffBEGIN:VCARD\nEND:VCARD", "code-contact"),
        ("MECARD:N:Person,A;TEL:07700900123;;", "code-contact"),
        ("BEGIN:VEVENT\nSUMMARY:Visit\nEND:VEVENT", "code-contact"),
        ("mailto:someone@example.org", "code-contact"),
        ("tel:+447700900123", "code-contact"),
        ("SMSTO:07700900123:hello", "code-contact"),
        ("@\n\x1e\rANSI 636000090002DL", "code-contact"),
        ("BCD\n002\n1\nSCT\n\nA Payee\nan-account\nEUR1", "code-payment"),
        ("BCD\r\n001\r\n1\r\nSCT", "code-payment"),
        ("SPC\n0200\n1\n", "code-payment"),
        ("00020101021126", "code-payment"),
        ("upi://pay?pa=a@b", "code-payment"),
        ("bitcoin:an-address?amount=1", "code-payment"),
        ("M1PERSON/A            EABC123 LHRJFKBA 0123 045Y012A0001 100", "code-ticket"),
        ("otpauth://totp/Example:a?secret=JBSWY3DPEHPK3PXP", "credential"),
        ("just a sentence. And another", "code-text"),
        ("M1 is a motorway", "code-text"),
        ("1234567890", "code-text"),
        ("", "code-text"),
    ],
)
def test_a_code_is_named_after_how_its_content_begins(content, pattern):
    """Every class has its own beginning, whatever the case."""
    assert content_pattern(content) == pattern


def test_what_shops_put_on_products_is_a_product():
    """Thirteen digits say nothing by themselves; the kind of code does."""
    assert content_pattern("5000112637922", retail=True) == "code-product"
    assert content_pattern("5000112637922") == "code-text"
