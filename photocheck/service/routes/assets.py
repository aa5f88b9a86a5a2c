"""The styles and scripts of pages."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, HTTPException
from starlette.responses import Response

from photocheck.service.pages import ASSETS, asset

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

TYPES: Final = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}


@router.get("/pages/{name}")
async def page_file(name: str) -> Response:
    """A style or a script of a page."""
    if name not in ASSETS:
        raise HTTPException(404, "There is no such file.")
    return Response(asset(name), media_type=TYPES[name.rpartition(".")[2]])


@router.get("/favicon.ico")
async def favicon() -> Response:
    """Browsers ask for one; there is none."""
    return Response(status_code=204)
