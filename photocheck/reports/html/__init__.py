"""One page for a browser that holds everything: a contact sheet with boxes, filters, search and a closer look.

The page is self-contained, and its content security policy lets it load and send nothing. What a photo looks
like and where things are in it stands in a block of JSON for each photo, which is read only when the photo comes
into view: so a page of thousands opens at once. Without JavaScript it is a list that can be read and printed.
"""

from photocheck.reports.html.report import HtmlReport

__all__ = ["HtmlReport"]
