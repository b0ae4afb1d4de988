"""Territories: ISO 3166-1 codes, `worldwide`, and named groups whose members change in time.

Source for the groups: the Treaties' dates of accession and withdrawal of the Member States of the
European Union (europa.eu, "EU member countries"); the United Kingdom left on 31 January 2020 at
24:00 Brussels time.
"""

from __future__ import annotations

from datetime import date

WORLDWIDE = "worldwide"

# Assigned alpha-2 codes. Source: ISO 3166-1, as of 2025.
ISO_3166_1 = frozenset(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS
    BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE
    EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM
    HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC
    LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA
    NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
    SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO
    TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
    """.split()  # noqa: SIM905 - a table reads better so
)

# Group: member -> (first day, last day or None).
_EU: dict[str, tuple[date, date | None]] = {
    **dict.fromkeys(("BE", "DE", "FR", "IT", "LU", "NL"), (date(1958, 1, 1), None)),
    **dict.fromkeys(("DK", "IE"), (date(1973, 1, 1), None)),
    "GB": (date(1973, 1, 1), date(2020, 1, 31)),
    "GR": (date(1981, 1, 1), None),
    **dict.fromkeys(("ES", "PT"), (date(1986, 1, 1), None)),
    **dict.fromkeys(("AT", "FI", "SE"), (date(1995, 1, 1), None)),
    **dict.fromkeys(
        ("CY", "CZ", "EE", "HU", "LT", "LV", "MT", "PL", "SI", "SK"), (date(2004, 5, 1), None)
    ),
    **dict.fromkeys(("BG", "RO"), (date(2007, 1, 1), None)),
    "HR": (date(2013, 7, 1), None),
}

GROUPS: dict[str, dict[str, tuple[date, date | None]]] = {"EU": _EU}


def is_territory(code: str) -> bool:
    return code == WORLDWIDE or code in ISO_3166_1 or code in GROUPS


def members(code: str, day: date) -> frozenset[str]:
    """The countries of a group on a day; of a country, itself."""
    if code not in GROUPS:
        return frozenset({code})
    return frozenset(
        member
        for member, (first, last) in GROUPS[code].items()
        if first <= day and (last is None or day <= last)
    )


def covers(territories: tuple[str, ...], asked: str, day: date) -> bool:
    """Do these territories, together and on that day, cover the one asked for?"""
    if WORLDWIDE in territories:
        return True
    if asked == WORLDWIDE:
        return False
    have: frozenset[str] = frozenset().union(*(members(code, day) for code in territories))
    return members(asked, day) <= have
