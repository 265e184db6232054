from knowledge.matching.points import ReportingPoints
from knowledge.model import ReportingPoint
from tests.knowledge.small_register import ADDRESSES, SOURCE


def point(name: str, **where: str) -> ReportingPoint:
    return ReportingPoint(name, name, ("question",), {"nl": "Altijd."}, SOURCE, **where)


DOORS = ReportingPoints(
    (
        point("stop", url="https://kaartstop.be", phone="078 170 170"),
        point("zelfde", url="https://kaartstop.be", email="hulp@kaartstop.be"),
        point("pagina", url="https://hulp.example.be/melden"),
        point("netwerk", url="https://www.facebook.com"),
        point("onleesbaar", phone="geen nummer"),
    ),
    ADDRESSES,
)


def name_of(text: str, platform: str = "website") -> str | None:
    read = ADDRESSES.from_url if platform == "website" else None
    found = DOORS.of(read(text) if read else ADDRESSES.parse(text, platform))
    return found.name if found else None


def test_what_the_bot_points_to_is_found_with_what_stands_below_it():
    assert name_of("https://www.kaartstop.be/nl/home.html") == "stop"
    assert name_of("078 170 170", "phone") == "stop"
    assert name_of("hulp@kaartstop.be", "email") == "zelfde"
    assert name_of("https://hulp.example.be/melden/stap2") == "pagina"


def test_nothing_beside_it_is_found():
    assert name_of("https://kaartstop.be.evil.com/") is None
    assert name_of("https://mijn.kaartstop.be/") is None
    assert name_of("https://hulp.example.be/") is None
    assert name_of("https://www.facebook.com/marketplace/x") is None
    assert name_of("078 170 171", "phone") is None
    assert name_of("info@kaartstop.be", "email") is None
