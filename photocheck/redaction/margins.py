"""How much further than the finding itself a copy is covered."""

from __future__ import annotations

from photocheck.domain.findings import Finding
from photocheck.domain.geometry import Box, Polygon, Region

__all__ = ["with_margin"]

# Shares of the finding's own width and height: left and right, top, bottom. A face box ends at the
# forehead and inside the ears; hair and ears are recognisable too.
FACE_MARGIN = (0.28, 0.45, 0.20)
# Ascenders and descenders reach past the line, and a detector's polygon is often tight at the ends.
TEXT_MARGIN = 0.30
# A code whose corner shows may still be read; a page's outline is a few per cent off.
OTHER_MARGIN = 0.06
# However small something is, its own edge went into the pixels beside it.
LEAST = 2.0


def with_margin(finding: Finding) -> Region:
    """The region that a copy covers for this finding; ValueError where it has no place in the picture."""
    if finding.region is None:
        msg = f"finding {finding.number} is in the file, not in the picture"
        raise ValueError(msg)
    box = finding.region.box
    if finding.kind == "face":
        sides, top, bottom = FACE_MARGIN
        beside = max(sides * box.width, LEAST)
        return Box(
            box.left - beside,
            box.top - max(top * box.height, LEAST),
            box.right + beside,
            box.bottom + max(bottom * box.height, LEAST),
        )
    if finding.kind == "text":
        return _grown(finding.region, max(TEXT_MARGIN * _line_height(finding.region), LEAST))
    return _grown(finding.region, max(OTHER_MARGIN * min(box.width, box.height), LEAST))


def _line_height(region: Region) -> float:
    """The height of a line of text as it stands, which for a slanted line is not that of its box."""
    if isinstance(region, Box):
        return min(region.width, region.height)
    corners = region.points
    edges = [
        ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
        for (x0, y0), (x1, y1) in zip(corners, (*corners[1:], corners[0]), strict=True)
    ]
    return min(edges) if len(edges) == 4 else min(region.box.width, region.box.height)


def _grown(region: Region, margin: float) -> Region:
    """Push every edge outwards by this many pixels."""
    if isinstance(region, Box) or region.area < 1:
        return region.box.expanded(margin)
    import shapely  # noqa: PLC0415 - only when something is redacted

    # Corners that differ by next to nothing make GEOS divide by zero.
    outline = shapely.Polygon([(round(x, 3), round(y, 3)) for x, y in region.points])
    grown = outline.buffer(margin, join_style="mitre")
    if not outline.is_valid or grown.geom_type != "Polygon":  # it crosses itself, or is a mere line
        return region.box.expanded(margin)
    return Polygon.of(list(grown.exterior.coords)[:-1])
