#!/usr/bin/env python3
"""Holds the licence of every crate in the dependency tree against the list of deny.toml."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def allowed(expression: str, allow: set[str]) -> bool:
    """Whether an SPDX expression can be met by licences of the list. AND binds tighter than OR."""
    tokens = re.findall(r"\(|\)|[^\s()/]+|/", expression)
    tokens = ["OR" if token == "/" else token for token in tokens]
    position = 0

    def peek() -> str | None:
        return tokens[position] if position < len(tokens) else None

    def take() -> str:
        nonlocal position
        position += 1
        return tokens[position - 1]

    def either() -> bool:
        value = both()
        while peek() == "OR":
            take()
            value = both() or value
        return value

    def both() -> bool:
        value = one()
        while peek() == "AND":
            take()
            value = one() and value
        return value

    def one() -> bool:
        if peek() == "(":
            take()
            value = either()
            if take() != ")":
                raise ValueError(expression)
            return value
        name = take()
        if peek() == "WITH":
            take()
            name = f"{name} WITH {take()}"
        return name in allow

    value = either()
    if position != len(tokens):
        raise ValueError(expression)
    return value


def main() -> int:
    allow = set(tomllib.loads((ROOT / "deny.toml").read_text())["licenses"]["allow"])
    command = ["cargo", "metadata", "--format-version", "1", "--locked"]
    packages = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)["packages"]
    refused = []
    for package in packages:
        licence = package["license"] or ""
        source = package["source"] or ""
        name = f"{package['name']} {package['version']}"
        try:
            fine = bool(licence) and allowed(licence, allow)
        except (ValueError, IndexError):
            fine = False
        if not fine:
            refused.append(f"{name}: licence {licence or 'not stated'}")
        if source and not source.startswith("registry+https://github.com/rust-lang/crates.io-index"):
            refused.append(f"{name}: comes from {source}")
    for line in refused:
        print(line, file=sys.stderr)
    print(f"{len(packages)} crates, {len(refused)} refused")
    return 1 if refused or len(packages) < 2 else 0


if __name__ == "__main__":
    sys.exit(main())
