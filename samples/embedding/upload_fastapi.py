"""Refuse photos with something sensitive in them where they are uploaded, in FastAPI."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, UploadFile

from photocheck import Screener

app = FastAPI()


@cache
def screener() -> Screener:
    """The one of this process: loading the models takes a second or two, so it happens once."""
    return Screener(audience="public", channel="website")


async def checked_photo(photo: UploadFile, look: Annotated[Screener, Depends(screener)]) -> bytes:
    """The photo's bytes, where it may go to Communications; 422 with every reason where not."""
    content = await photo.read()
    report = await look.screen_async(content, name=photo.filename or "photo")
    if report.decision.needs_attention:
        reasons = [reason.text for reason in report.verdict.reasons if reason.decision.needs_attention]
        raise HTTPException(422, {"decision": report.decision, "reasons": reasons})
    return content


@app.post("/photos")
async def upload(photo: Annotated[bytes, Depends(checked_photo)]) -> dict[str, int]:
    """Take a photo in which nothing sensitive was found."""
    return {"bytes": len(photo)}
