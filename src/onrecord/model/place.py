"""Where."""

from __future__ import annotations

import msgspec

from onrecord.model.span import Span


class Place(msgspec.Struct, frozen=True):
    """A named place.

    Args:
        geonames: GeoNames id. country: ISO 3166 alpha-2. admin1: name of the first-level division.
        lat, lon: degrees, WGS 84. precision_km: radius within which the place lies.
    """

    id: str
    span: Span
    name: str
    confidence: float
    geonames: int | None = None
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision_km: float | None = None
