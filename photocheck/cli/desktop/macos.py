"""macOS: a Quick Action, which the Finder shows for pictures under “Quick Actions” and in its Services."""

from __future__ import annotations

import plistlib
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from photocheck.cli.desktop.pieces import NAME, Piece

__all__ = ["pieces"]

# Names that are fixed, since a workflow names its parts by them.
ACTION: Final = "8F5F0E0C-6C0B-4D0E-9B0B-6F0A3B6C1D01"
INPUT: Final = "8F5F0E0C-6C0B-4D0E-9B0B-6F0A3B6C1D02"
OUTPUT: Final = "8F5F0E0C-6C0B-4D0E-9B0B-6F0A3B6C1D03"


def pieces(home: Path, environment: Mapping[str, str], command: str) -> Sequence[Piece]:  # noqa: ARG001 - as elsewhere
    """The two files of which the Quick Action is made."""
    contents = home / "Library" / "Services" / f"{NAME}.workflow" / "Contents"
    return [
        Piece(contents / "Info.plist", plistlib.dumps(_service())),
        Piece(contents / "document.wflow", plistlib.dumps(_workflow(command))),
    ]


def _service() -> dict[str, Any]:
    """What the Finder shows, and for which files."""
    return {
        "NSServices": [
            {
                "NSMenuItem": {"default": NAME},
                "NSMessage": "runWorkflowAsService",
                "NSRequiredContext": {"NSApplicationIdentifier": "com.apple.finder"},
                "NSSendFileTypes": ["public.image"],
            }
        ]
    }


def _workflow(command: str) -> dict[str, Any]:
    """One step: a shell that is given the photos as arguments."""
    step = {
        "AMAccepts": {"Container": "List", "Optional": True, "Types": ["com.apple.cocoa.path"]},
        "AMProvides": {"Container": "List", "Types": ["com.apple.cocoa.path"]},
        "ActionBundlePath": "/System/Library/Automator/Run Shell Script.action",
        "ActionName": "Run Shell Script",
        "ActionParameters": {
            "COMMAND_STRING": f'{shlex.quote(command)} desktop show -- "$@"',
            "CheckedForUserDefaultShell": True,
            # As arguments, not on standard input.
            "inputMethod": 1,
            "shell": "/bin/sh",
            "source": "",
        },
        "BundleIdentifier": "com.apple.RunShellScript",
        "CanShowWhenRun": True,
        "Class Name": "RunShellScriptAction",
        "InputUUID": INPUT,
        "OutputUUID": OUTPUT,
        "UUID": ACTION,
    }
    return {
        "AMApplicationVersion": "2.10",
        "AMDocumentVersion": "2",
        "actions": [{"action": step, "isViewVisible": 1}],
        "connectors": {},
        "workflowMetaData": {
            "serviceApplicationBundleID": "com.apple.finder",
            "serviceInputTypeIdentifier": "com.apple.Automator.fileSystemObject.image",
            "serviceOutputTypeIdentifier": "com.apple.Automator.nothing",
            "serviceProcessesInput": 0,
            "workflowTypeIdentifier": "com.apple.Automator.servicesMenu",
        },
    }
