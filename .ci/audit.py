"""Ask for known holes in what is installed with photocheck; not being able to ask is told of, and is no failure.

pip-audit says "none found" also where it could ask about no package at all, and its exit code is the same for a hole as
for a network that is missing. So its answer is read package by package.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile

EXPORT = (
    "uv",
    "export",
    "-q",
    "--frozen",
    "--no-dev",
    "--all-extras",
    "--no-emit-project",
    "--no-hashes",
    "--no-header",
)
AUDIT = ("uvx", "-q", "pip-audit", "--no-deps", "--disable-pip", "--progress-spinner", "off", "-f", "json", "-r")


def audited(lines: list[str]) -> list[dict]:
    """What is known of these requirements, one row for each; none where it cannot be asked for."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as requirements:
        requirements.write("\n".join(lines))
        requirements.flush()
        try:
            done = subprocess.run([*AUDIT, requirements.name], capture_output=True, text=True, timeout=180, check=False)
            return json.loads(done.stdout)["dependencies"]
        except (subprocess.TimeoutExpired, ValueError, KeyError, OSError):
            return []


def main() -> int:
    """Print what is known; 1 where a dependency has a known hole."""
    told = subprocess.run(EXPORT, capture_output=True, text=True, check=True).stdout
    pinned = [line for line in told.splitlines() if "==" in line and not line.startswith((" ", "#"))]
    # Some registries know packages but no holes; that is asked of one package, not of a hundred.
    first = audited(pinned[:1])
    rows = audited(pinned) if any("skip_reason" not in row for row in first) else []
    known = [row for row in rows if "skip_reason" not in row]
    print(
        f"Audited: {len(known)} of {len(pinned)} dependencies."
        if known
        else "The dependencies were not audited: nobody here tells of known holes."
    )
    holes = [(row["name"], row["version"], hole["id"]) for row in known for hole in row["vulns"]]
    for name, version, hole in holes:
        print(f"{name} {version} has a known hole: {hole}")
    return 1 if holes else 0


if __name__ == "__main__":
    sys.exit(main())
