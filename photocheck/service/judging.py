"""Judge what was found, for whoever is to get the photo: by the policies of this service, with what is on file."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

from photocheck.consent.on_file import on_file
from photocheck.domain.reports import PhotoReport
from photocheck.errors import UsageError
from photocheck.policy import Policy, built_in_policies, judged, load_policy
from photocheck.service.settings import ServiceSettings

__all__ = ["Asked", "Judging"]

LONGEST: Final = 200


class Asked(BaseModel):
    """By which rules and for whom to judge; what is not said is as the service was started with."""

    model_config = ConfigDict(extra="forbid")

    audience: str | None = Field(None, max_length=LONGEST, description="Who gets the photo.")
    channel: str | None = Field(None, max_length=LONGEST, description="How it gets there.")
    policy: str | None = Field(None, max_length=LONGEST, description="The rules to judge by.")
    event: str | None = Field(None, max_length=LONGEST, description="The event, as consent records name it.")


@dataclass(frozen=True, slots=True)
class Judging:
    """Holds the policies that may be asked for; `default` is the one that the service was started with."""

    settings: ServiceSettings
    default: Policy
    policies: Mapping[str, Policy]

    @classmethod
    def of(cls, settings: ServiceSettings) -> Judging:
        """Load the policies; raises PolicyError, and UsageError where audience or channel are unknown."""
        default = load_policy(settings.policy)
        default.check(settings.audience, settings.channel)
        policies = {name: load_policy(name) for name in built_in_policies()}
        return cls(settings, default, policies | {default.name: default})

    def choice(self, asked: Asked) -> tuple[Policy, str, str]:
        """The policy, the audience and the channel that are meant; raises UsageError for what there is not."""
        policy = self.default
        if asked.policy is not None:
            if asked.policy not in self.policies:
                raise UsageError(
                    f"This service knows no policy “{asked.policy}”.", f"Choose from: {', '.join(self.policies)}."
                )
            policy = self.policies[asked.policy]
        # An empty name is a wrong one, not the default.
        audience = self.settings.audience if asked.audience is None else asked.audience
        channel = self.settings.channel if asked.channel is None else asked.channel
        policy.check(audience, channel)
        return policy, audience, channel

    async def judge(self, report: PhotoReport, asked: Asked) -> PhotoReport:
        """The report with its verdicts; the register is read anew, since consent may just have been withdrawn."""
        # The bytes are not needed: a photo that came in lies in no folder.
        return await asyncio.to_thread(lambda: self.for_run(asked)(report, b""))

    def for_run(self, asked: Asked) -> Callable[[PhotoReport, str | bytes], PhotoReport]:
        """What judges the photos of a run, with what is on file as it begins."""
        policy, audience, channel = self.choice(asked)
        known = on_file(self.settings.register, asked.event)
        return lambda report, photo: judged(known(report, photo), policy, audience, channel)

    def choices(self) -> dict[str, list[str]]:
        """What each parameter may be, the default first."""
        first = {"audience": self.settings.audience, "channel": self.settings.channel, "policy": self.default.name}
        known: dict[str, Any] = {
            "audience": self.default.audiences,
            "channel": self.default.channels,
            "policy": self.policies,
        }
        return {name: list(dict.fromkeys((first[name], *known[name]))) for name in first}
