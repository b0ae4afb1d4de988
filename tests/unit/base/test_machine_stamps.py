"""Stamps in UTC are read fast, and as the careful way reads them, which `+00:00` takes."""

from hypothesis import given
from hypothesis import strategies as st

from lexcheck.base.time.instants import Interval, TimeError, read_moment


def reading(text: str) -> Interval | None:
    try:
        return read_moment(text, None)
    except TimeError:
        return None


@given(
    st.sampled_from(["0001", "0002", "1969", "2021", "2024", "9998", "9999"]),
    st.sampled_from(["00", "01", "02", "12", "13"]),
    st.sampled_from(["00", "01", "28", "29", "30", "31"]),
    st.sampled_from(["T00:00", "T23:59:59", "T24:00:00", "T12:60:00", " 12:00:60", "T07:08:09"]),
    st.sampled_from(["", ".5", ".123", ".123456", ".000001"]),
)
def test_fast_and_careful_agree(year: str, month: str, day: str, clock: str, fraction: str) -> None:
    stamp = f"{year}-{month}-{day}{clock}{fraction}"
    assert reading(f"{stamp}Z") == reading(f"{stamp}+00:00")
